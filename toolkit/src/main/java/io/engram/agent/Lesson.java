package io.engram.agent;

import io.engram.rollout.SequenceTable;
import java.util.Arrays;
import java.util.List;

/**
 * What is learned from one shard of a mini-batch: its part of the loss, and the gradient of that.
 * The lessons of one mini-batch may be learned on different threads.
 */
abstract class Lesson {
    /** The first numbers of every lesson, and where they are. */
    static final List<String> NUMBERS =
            List.of(
                    "policy objective",
                    "value loss",
                    "entropy",
                    "loss",
                    "KL",
                    "clip fraction",
                    "ratio",
                    "intrinsic value loss",
                    "predictor loss");

    static final int KL = 4;
    private static final int RATIO = 6;

    /** What is learned from. */
    final SequenceTable.Shard shard;

    private int[] picked;
    private int pickedInAll;
    private double[] numbers;

    /**
     * A lesson.
     *
     * @param shard what is learned from
     */
    Lesson(SequenceTable.Shard shard) {
        this.shard = shard;
    }

    /**
     * The steps from which the predictor of a curious agent learns.
     *
     * @param steps those of this shard
     * @param all how many there are in all shards
     */
    final void pick(int[] steps, int all) {
        picked = steps;
        pickedInAll = all;
    }

    /** Computes the numbers and the gradient. */
    abstract void learn();

    /** The steps from which the predictor learns, maybe none; null without a predictor. */
    final int[] picked() {
        return picked;
    }

    /** How many steps were picked in all shards. */
    final int pickedInAll() {
        return pickedInAll;
    }

    /** Takes the numbers of an agent that is not curious. */
    final void take(Losses losses) {
        numbers =
                new double[] {
                    losses.objective(),
                    losses.valueLoss(0),
                    losses.entropy(),
                    losses.loss(),
                    losses.kl(),
                    losses.clipFraction(),
                    losses.farthestRatio()
                };
    }

    /** Takes the numbers of a curious agent. */
    final void take(Losses losses, double predictorLoss) {
        take(losses);
        int common = numbers.length;
        numbers = Arrays.copyOf(numbers, common + 2);
        numbers[NUMBERS.indexOf("loss")] += predictorLoss;
        numbers[common] = losses.valueLoss(1);
        numbers[common + 1] = predictorLoss;
    }

    /** The numbers of a whole mini-batch: sums, but of the ratios that which is farthest from 1. */
    static double[] numbers(List<? extends Lesson> lessons) {
        Lesson first = lessons.get(0);
        double[] all = first.numbers.clone();
        for (int l = 1; l < lessons.size(); l++) {
            Lesson lesson = lessons.get(l);
            for (int i = 0; i < all.length; i++) {
                double next = lesson.numbers[i];
                all[i] = i == RATIO ? Math.max(all[i], next) : all[i] + next;
            }
        }
        return all;
    }
}
