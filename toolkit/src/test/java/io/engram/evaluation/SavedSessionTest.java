package io.engram.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.engram.environment.VectorEnvironment;
import io.engram.fixture.Everything;
import io.engram.fixture.Runs;
import io.engram.random.RandomStream;
import io.engram.space.Observation;
import io.engram.training.TrainingRun;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a session knows is told, and goes on elsewhere to the same bits. */
class SavedSessionTest {
    private static final String DAMAGED = "changed or cut off";

    @TempDir static Path runs;
    private static Policy recall;
    private static Policy everything;

    @BeforeAll
    static void train() {
        try (var run = Runs.recall(runs, "recall").build()) {
            run.train(2);
            recall = run.policy();
        }
        var envs = VectorEnvironment.of(2, Everything::new);
        try (var run =
                TrainingRun.builder("everything", Runs.agent(envs), envs)
                        .checkpoints(runs.resolve("checkpoints"))
                        .logs(runs.resolve("logs"))
                        .build()) {
            everything = run.policy();
        }
    }

    private static Observation seen(RandomStream random) {
        return Observation.of((float) random.nextGaussian(), (float) random.nextGaussian());
    }

    private static PolicySession session(boolean sampled) {
        var session = recall.session();
        return sampled ? session.sampled(5) : session;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void givenASessionSavedInMidEpisode_whenAnotherRestoresIt_thenItGoesOnToTheBit(
            boolean sampled) {
        var random = RandomStream.of(1, "seen");
        List<Decision> unbroken = new ArrayList<>();
        byte[] saved = null;
        byte[] state = null;
        try (var session = session(sampled)) {
            for (int step = 0; step < 60; step++) {
                if (step == 30) {
                    saved = session.save();
                    state = random.save();
                }
                unbroken.add(session.decide(seen(random)));
            }
        }
        try (var other = session(!sampled)) {
            other.act(Observation.of(3, 3));
            other.restore(saved);
            assertThat(other.steps()).isEqualTo(30);
            assertThat(other.save()).isEqualTo(saved);
            var again = RandomStream.restored(state);
            for (int step = 30; step < 60; step++) {
                assertThat(other.decide(seen(again))).isEqualTo(unbroken.get(step));
            }
        }
    }

    @Test
    void givenSavesOfActionsOfEveryKind_thenTheyAreRestored() {
        var env = new Everything();
        try (var session = everything.session().sampled(3);
                var other = everything.session()) {
            var first = session.act(env.reset(1));
            var seen = env.step(first).observation();
            other.restore(session.save());
            assertThat(other.decide(seen)).isEqualTo(session.decide(seen));
            assertThat(other.hiddenState()).isEqualTo(session.hiddenState());
        }
    }

    @Test
    void givenADecision_thenItsProbabilitiesAreThoseOfTheAction() {
        var seen = new Everything().reset(1).allowing(true, false, true, true, false);
        try (var session = everything.session().sampled(7)) {
            for (int i = 0; i < 20; i++) {
                Decision decision = session.decide(seen);
                var action = decision.action();
                assertThat(decision.probabilities()).hasSize(2);
                assertThat(decision.probabilities().get(0)).containsExactly(1.0, 0.0);
                assertThat(decision.probabilities().get(1)).hasSize(3).endsWith(0.0);
                double second = decision.probabilities().get(1).get(action.choice(1));
                double mean = decision.means().get(0);
                double deviation = decision.deviations().get(0);
                assertThat(deviation).isPositive();
                assertThat(decision.value()).isFinite();
                double sum = decision.probabilities().get(1).stream().mapToDouble(p -> p).sum();
                assertThat(sum).isCloseTo(1, within(1e-9));
                if (Math.abs(action.value(0)) < 1) {
                    double z = (action.value(0) - mean) / deviation;
                    double density =
                            -0.5 * z * z - Math.log(deviation) - 0.5 * Math.log(2 * Math.PI);
                    assertThat(decision.logProbability())
                            .isCloseTo(Math.log(second) + density, within(1e-4));
                }
            }
        }
        try (var session = recall.session()) {
            Decision decision = session.decide(Observation.of(1, 0));
            List<Double> choices = decision.probabilities().get(0);
            assertThat(choices.get(decision.action().choice()))
                    .isEqualTo(Math.max(choices.get(0), choices.get(1)));
            assertThat(decision.means()).isEmpty();
            assertThat(decision.deviations()).isEmpty();
        }
    }

    @Test
    void givenAMemory_whenItIsReadAndSet_thenASessionGoesOnFromIt() {
        try (var one = recall.session();
                var other = recall.session()) {
            one.act(Observation.of(1, 0));
            other.hiddenState(one.hiddenState());
            assertThat(one.hiddenState()).hasSize(16).isNotEqualTo(new float[16]);
            assertThat(other.decide(Observation.of(0, 1)))
                    .isEqualTo(one.decide(Observation.of(0, 1)));
            one.beginEpisode();
            assertThat(one.hiddenState()).containsOnly(0);
            assertThat(one.steps()).isZero();

            float[] before = other.hiddenState();
            assertThatThrownBy(() -> other.hiddenState(new float[3]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must be 16 numbers")
                    .hasMessageContaining("but is 3");
            var wrong = new float[16];
            wrong[4] = Float.NaN;
            assertThatThrownBy(() -> other.hiddenState(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("element 4 is NaN");
            assertThat(other.hiddenState()).isEqualTo(before);
        }
    }

    private static void assertRefused(byte[] bytes, String message) {
        try (var session = recall.session()) {
            session.act(Observation.of(-1, 0));
            byte[] before = session.save();
            assertThatThrownBy(() -> session.restore(bytes))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(message);
            assertThat(session.save()).isEqualTo(before);
        }
    }

    @Test
    void givenBytesThatWereChangedOrCutOff_thenTheyAreRefusedAndTheSessionIsAsItWas() {
        byte[] saved;
        try (var session = recall.session().sampled(1)) {
            session.act(Observation.of(1, 0));
            saved = session.save();
        }
        assertRefused(new byte[0], "these 0 bytes are no saved session");
        assertRefused(new byte[40], "are no saved session");
        assertRefused(Arrays.copyOf(saved, saved.length - 1), DAMAGED);
        assertRefused(Arrays.copyOf(saved, 30), DAMAGED);
        for (int at = 16; at < saved.length; at++) {
            byte[] changed = saved.clone();
            changed[at] ^= 1;
            assertRefused(changed, DAMAGED);
        }
    }

    @Test
    void givenBytesThatNoSessionSaved_whenTheirChecksumIsRight_thenTheyAreRefused() {
        byte[] saved;
        try (var session = recall.session().sampled(1)) {
            session.act(Observation.of(1, 0));
            saved = session.save();
        }
        int counts = 24;
        assertRefused(forged(saved, counts, 7), "is for 7 environments");
        assertRefused(forged(saved, counts + 4, -1), "environments");
        for (int chance : new int[] {-1, 3, Integer.MAX_VALUE}) {
            assertRefused(forged(saved, counts + 8, chance), "what no session has saved");
        }
        int choice = counts + 12 + 8 + 1;
        assertRefused(forged(saved, choice, 2), "what no session has saved");
        assertRefused(forged(saved, choice + 4, 0x7fc00000), "what no session has saved");
    }

    private static byte[] forged(byte[] saved, int at, int value) {
        byte[] changed = saved.clone();
        var sum = new CRC32();
        var bytes = ByteBuffer.wrap(changed).putInt(at, value);
        sum.update(changed, 0, changed.length - 8);
        bytes.putLong(changed.length - 8, sum.getValue());
        return changed;
    }

    @Test
    void givenASaveOfAnotherPolicyOrCount_thenItIsSaid() {
        byte[] other;
        try (var run = Runs.recall(runs, "other").build();
                var session = run.policy().session()) {
            other = session.save();
        }
        assertRefused(other, "of another policy than recall, update 2");
        try (var two = recall.session(2)) {
            assertRefused(two.save(), "is for 2 environments, but this one for 1");
            assertThatThrownBy(two::steps).hasMessageContaining("this one is for 2");
            assertThatThrownBy(() -> two.sampled(1)).hasMessageContaining("this one is for 2");
            assertThatThrownBy(two::beginEpisode).hasMessageContaining("this one is for 2");
        }
    }

    @Test
    void givenTwoSeeds_thenEachGivesItsOwnActionsAgain() {
        assertThat(choices(recall.session().sampled(1)))
                .isEqualTo(choices(recall.session().sampled(1)))
                .isNotEqualTo(choices(recall.session().sampled(2)));
        assertThat(choices(recall.session())).isEqualTo(choices(recall.session()));
    }

    private static List<Integer> choices(PolicySession session) {
        var choices = new ArrayList<Integer>();
        try (session) {
            for (int i = 0; i < 60; i++) {
                choices.add(session.act(Observation.of(0, 0)).choice());
            }
        }
        return choices;
    }
}
