package io.engram.training;

import io.engram.checkpoint.RunDescription;
import io.engram.environment.Environment;
import io.engram.environment.EnvironmentSpec;
import io.engram.environment.Environments;
import io.engram.environment.EpisodeTracker;
import io.engram.evaluation.Policy;
import io.engram.evaluation.PolicySession;
import io.engram.show.Figures;
import io.engram.show.Picture;
import io.engram.space.Observation;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The present policy at play, a few steps at a time, in an environment of its own and on a thread
 * of its own: what is learned is the same bits with and without it. Each episode is played by the
 * policy of its beginning; the {@link #last} picture is of the policy that there is then.
 *
 * <p>It takes about a hundredth of a processor: whatever a moment of play takes, the pause after it
 * is that many times as long. Only environments that Engram can make by name are played, since
 * others may not like to be made while training goes on.
 */
final class PolicyPreview implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(PolicyPreview.class.getName());
    private static final long PAUSE_NANOSECONDS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int PAUSES_PER_PLAY = 100;
    private static final int STEPS_PER_PLAY = 8;
    private static final int MOST_STEPS = 2_000;
    private static final int LAST_STEPS = 64;
    private static final long LAST_PLAY_NANOSECONDS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long LAST_WAIT_MILLISECONDS = 500;

    private final RunDescription run;
    private final Supplier<Policy> policies;
    private final EnvironmentSpec spec;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean closed;
    private volatile Picture latest;
    private Policy policy;
    private PolicySession session;
    private EpisodeTracker episode;
    private Observation seen;
    private long episodes;

    private PolicyPreview(RunDescription run, Supplier<Policy> policies, EnvironmentSpec spec) {
        this.run = run;
        this.policies = policies;
        this.spec = spec;
    }

    /**
     * Begins to play, if the environment can be made by name.
     *
     * @param policies gives the present policy
     */
    static Optional<PolicyPreview> begin(RunDescription run, Supplier<Policy> policies) {
        return run.environment()
                .filter(each -> Environments.knows(each.id()))
                .map(
                        each -> {
                            var preview = new PolicyPreview(run, policies, each);
                            var thread = new Thread(preview::play, "engram-preview");
                            thread.setDaemon(true);
                            thread.setPriority(Thread.MIN_PRIORITY);
                            thread.setContextClassLoader(PolicyPreview.class.getClassLoader());
                            thread.start();
                            return preview;
                        });
    }

    /** The latest moment, or empty if there was none yet. */
    Optional<Picture> latest() {
        return Optional.ofNullable(latest);
    }

    /**
     * Ends the play with a picture of the policy that there is now, if it can be made in half a
     * second. Otherwise the latest picture stays, which says of which update it is.
     *
     * @return the picture, or empty if there was never one
     */
    Optional<Picture> last() {
        ending.countDown();
        try {
            ended.await(LAST_WAIT_MILLISECONDS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the thread that draws", e);
        }
        return latest();
    }

    private void play() {
        try (Environment environment = Environments.make(spec)) {
            long pause = PAUSE_NANOSECONDS;
            while (!ending.await(pause, TimeUnit.NANOSECONDS)) {
                long from = System.nanoTime();
                if (policies.get().updates() > 0) {
                    playOn(environment);
                }
                pause = Math.max(PAUSE_NANOSECONDS, PAUSES_PER_PLAY * (System.nanoTime() - from));
            }
            if (!closed) {
                playLast(environment);
            }
        } catch (InterruptedException | RuntimeException e) {
            // There is no thumbnail then; training does not depend on it.
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "the policy of the run '%s' is not shown at play".formatted(run.name()),
                    e);
        } finally {
            endEpisode();
            ended.countDown();
        }
    }

    /** A new episode, unless the present one is of this policy already. */
    private void playLast(Environment environment) {
        long updates = policies.get().updates();
        if (updates == 0 || policy != null && policy.updates() == updates) {
            return;
        }
        long until = System.nanoTime() + LAST_PLAY_NANOSECONDS;
        beginEpisode(environment);
        while (episode.length() < LAST_STEPS
                && !episode.isDone()
                && !closed
                && System.nanoTime() < until) {
            seen = episode.step(session.act(seen)).observation();
        }
        look(environment);
    }

    private void playOn(Environment environment) {
        if (episode == null || episode.isDone() || episode.length() >= MOST_STEPS) {
            beginEpisode(environment);
        } else {
            for (int i = 0; i < STEPS_PER_PLAY && !episode.isDone(); i++) {
                seen = episode.step(session.act(seen)).observation();
            }
        }
        look(environment);
    }

    private void beginEpisode(Environment environment) {
        endEpisode();
        policy = policies.get();
        session = policy.session().sampled(episodes);
        episode = new EpisodeTracker(environment, 0);
        seen = episode.reset(run.seed() + episodes);
        episodes++;
    }

    private void look(Environment environment) {
        latest =
                Picture.of(
                        environment.render(),
                        "update %s · step %s · return %s"
                                .formatted(
                                        Figures.of(policy.updates()),
                                        Figures.of((long) episode.length()),
                                        Figures.of(episode.totalReward())));
    }

    private void endEpisode() {
        if (session != null) {
            session.close();
            session = null;
        }
    }

    /** Ends the play after its present moment; the latest picture stays. */
    @Override
    public void close() {
        closed = true;
        ending.countDown();
    }
}
