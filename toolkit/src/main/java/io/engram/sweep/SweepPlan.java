package io.engram.sweep;

import io.engram.statistics.Aggregate;
import io.engram.sweep.SweepRun.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Says which run is trained next, and how far. Several threads ask. */
final class SweepPlan {
    private final List<Job> jobs;

    /** The runs of each setting, by its number. */
    private final Map<Integer, List<Job>> settings = new TreeMap<>();

    private final Halving halving;

    /** Who is being trained, or waits for nobody any more. */
    private final Set<Job> taken = new HashSet<>();

    /** How many rungs each setting may climb; null without halving. */
    private final Map<Integer, Integer> granted = new TreeMap<>();

    private int running;
    private boolean isStopped;

    /**
     * A plan.
     *
     * @param jobs all runs: the first seeds of all settings first
     * @param halving or null
     */
    SweepPlan(List<Job> jobs, Halving halving) {
        this.jobs = jobs;
        this.halving = halving;
        jobs.forEach(
                job ->
                        settings.computeIfAbsent(job.setting.number(), each -> new ArrayList<>())
                                .add(job));
        settings.keySet().forEach(each -> granted.put(each, 1));
    }

    /**
     * What is to be done.
     *
     * @param job is trained by whoever got it, who then calls {@link #done}
     * @param target the updates that it shall have made
     */
    record Work(Job job, int target) {}

    /** The next one, or null if there will be none. */
    synchronized Work next() {
        while (!isStopped) {
            Work work = find();
            if (work != null) {
                taken.add(work.job());
                running++;
                return work;
            }
            if (running == 0 && (halving == null || !grantBest())) {
                settings.values().forEach(SweepPlan::leave);
                return null;
            }
            if (running == 0) {
                continue;
            }
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts a thread of a sweep", e);
            }
        }
        return null;
    }

    private static void leave(List<Job> runs) {
        runs.stream().filter(job -> job.state() == State.WAITING).forEach(Job::leave);
    }

    /** A run that may go on; with halving, those of the settings that have come farthest first. */
    private Work find() {
        boolean mayAnyGoOn = halving != null;
        while (mayAnyGoOn) {
            mayAnyGoOn = grant();
        }
        return jobs.stream()
                .filter(job -> !taken.contains(job) && job.state() == State.WAITING)
                .filter(job -> job.update() < target(job))
                .max(Comparator.comparingLong(job -> halving == null ? 0 : granted(job)))
                .map(job -> new Work(job, target(job)))
                .orElse(null);
    }

    private int granted(Job job) {
        return granted.get(job.setting.number());
    }

    private int target(Job job) {
        if (halving == null) {
            return job.updates();
        }
        int[] rungs = halving.rungs(job.updates());
        return rungs[Math.min(granted(job), rungs.length) - 1];
    }

    /** Lets the best settings of each rung go on; false if all that may do already. */
    private boolean grant() {
        boolean isAny = false;
        for (int rung = 1; rung <= top(); rung++) {
            List<List<Job>> complete = complete(rung);
            for (List<Job> runs : complete.subList(0, complete.size() / halving.reduction())) {
                isAny |= goOn(runs, rung);
            }
        }
        return isAny;
    }

    /** Where nobody else can go on: of those that have come farthest the best, to the end. */
    private boolean grantBest() {
        List<List<Job>> complete = complete(top());
        return !complete.isEmpty() && goOn(complete.get(0), top());
    }

    private int top() {
        return granted.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    private boolean goOn(List<Job> runs, int rung) {
        int number = runs.get(0).setting.number();
        boolean isHighest = rung >= halving.rungs(runs.get(0).updates()).length;
        return !isHighest && granted.replace(number, rung, rung + 1);
    }

    /** The settings that have come to a rung, the best first. */
    private List<List<Job>> complete(int rung) {
        return settings.values().stream()
                .filter(runs -> isComplete(runs, rung))
                .sorted(Comparator.comparingDouble(SweepPlan::score).reversed())
                .toList();
    }

    private boolean isComplete(List<Job> runs, int rung) {
        return runs.stream()
                .allMatch(
                        job -> {
                            int[] rungs = halving.rungs(job.updates());
                            return rung <= rungs.length
                                    && job.state() != State.FAILED
                                    && job.update() >= rungs[rung - 1];
                        });
    }

    /** A setting is as good as the interquartile mean of its runs. */
    static double score(List<Job> runs) {
        double[] scores =
                runs.stream()
                        .filter(job -> job.score().isPresent())
                        .mapToDouble(job -> job.score().getAsDouble())
                        .toArray();
        return scores.length == 0 ? Double.NEGATIVE_INFINITY : Aggregate.iqm(scores);
    }

    synchronized void done(Job job) {
        running--;
        if (halving != null) {
            taken.remove(job);
        }
        notifyAll();
    }

    /** Nobody gets another one. */
    synchronized void stop() {
        isStopped = true;
        notifyAll();
    }
}
