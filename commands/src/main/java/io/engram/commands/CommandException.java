package io.engram.commands;

/** A command cannot do what was asked; the message says why and what to do. */
final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CommandException(String message) {
        super(message);
    }
}
