/** The training run: collect, learn, write down, save; interrupted and resumed at will. */
package io.engram.training;
