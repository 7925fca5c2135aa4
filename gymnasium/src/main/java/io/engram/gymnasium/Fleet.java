package io.engram.gymnasium;

import io.engram.concurrent.Threads;
import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The processes that environments of one kind share. An environment joins the one that has the
 * fewest; those of a vector that nobody closed end with it.
 */
final class Fleet {
    private static final Cleaner CLEANER = Cleaner.create();

    private final Workplace workplace;
    private final int most;
    private final List<Worker> workers = new ArrayList<>();
    private final Map<Worker, Worker> successors = new HashMap<>();
    private int next;

    Fleet(Workplace workplace) {
        this.workplace = workplace;
        most = workplace.workers() > 0 ? workplace.workers() : Threads.count();
        CLEANER.register(this, ending(workers));
    }

    /** Ends the processes, whatever is played there. */
    void end() {
        ending(workers).run();
    }

    /** Knows the workers only, so that the fleet may go. */
    private static Runnable ending(List<Worker> workers) {
        return () -> {
            synchronized (workers) {
                workers.forEach(Worker::end);
            }
        };
    }

    boolean restarts() {
        return workplace.restart();
    }

    /** A number for an environment, of which each process sees some. */
    synchronized int nextNumber() {
        return next++;
    }

    /** Starts processes for so many environments, all at once. */
    void begin(int environments) {
        synchronized (workers) {
            while (workers.size() < Math.min(environments, most)) {
                workers.add(new Worker(workplace));
            }
        }
    }

    /** The process for one more environment. */
    Worker join() {
        synchronized (workers) {
            workers.removeIf(worker -> worker.isLost() || worker.hasEnded());
            Worker chosen =
                    workers.stream()
                            .min(Comparator.comparingInt(Worker::environments))
                            .filter(it -> it.environments() == 0 || workers.size() >= most)
                            .orElseGet(this::one);
            chosen.join();
            return chosen;
        }
    }

    private Worker one() {
        Worker worker = new Worker(workplace);
        workers.add(worker);
        return worker;
    }

    /** The process in place of one that was lost, the same for all of its environments. */
    Worker successor(Worker lost) {
        synchronized (workers) {
            Worker known = successors.get(lost);
            if (known == null || known.isLost() || known.hasEnded()) {
                workers.remove(lost);
                known = one();
                successors.put(lost, known);
            }
            known.join();
            return known;
        }
    }

    /** Sends all processes what was noted for them. */
    void flush() {
        Worker[] all;
        synchronized (workers) {
            all = workers.toArray(Worker[]::new);
        }
        for (Worker worker : all) {
            worker.flush();
        }
    }
}
