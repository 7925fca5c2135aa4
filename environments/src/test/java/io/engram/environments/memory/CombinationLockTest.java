package io.engram.environments.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.environment.Environment;
import io.engram.environment.Environments;
import io.engram.environment.RandomActions;
import io.engram.environment.Step;
import io.engram.environment.check.EnvironmentCheck;
import io.engram.space.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CombinationLockTest {
    /** The keys of a lock, found door by door. */
    private static List<Integer> pick(Environment env, int doors, int keys) {
        var known = new ArrayList<Integer>();
        while (known.size() < doors) {
            for (int key = 0; key < keys; key++) {
                env.reset(1);
                known.forEach(each -> env.step(Action.of(each)));
                Step step = env.step(Action.of(key));
                boolean opened =
                        known.size() + 1 == doors
                                ? step.terminated()
                                : step.observation().floats()[known.size() + 1] == 1;
                if (opened) {
                    known.add(key);
                    break;
                }
            }
        }
        return known;
    }

    @Test
    void givenTheRightKeys_thenOnlyTheLastDoorPaysAndEndsTheEpisode() {
        var env = new CombinationLock();
        List<Integer> keys = pick(env, 15, 3);

        env.reset(7);
        for (int door = 0; door < 14; door++) {
            Step step = env.step(Action.of(keys.get(door)));
            assertThat(step.reward()).isZero();
            assertThat(step.done()).isFalse();
            assertThat(step.observation().floats()[door + 1]).isEqualTo(1);
        }
        Step last = env.step(Action.of(keys.get(14)));

        assertThat(last.reward()).isEqualTo(1);
        assertThat(last.terminated()).isTrue();
        assertThat(last.observation().floats()).containsOnly(0);
        assertThat(last.info()).isEqualTo(Map.of("success", 1.0, "doors", 15.0));
    }

    @Test
    void givenAWrongKey_thenTheFirstDoorIsAheadAgain() {
        var env = new CombinationLock();
        List<Integer> keys = pick(env, 15, 3);

        env.reset(1);
        env.step(Action.of(keys.get(0)));
        env.step(Action.of(keys.get(1)));
        Step step = env.step(Action.of((keys.get(2) + 1) % 3));

        assertThat(step.observation().floats()[0]).isEqualTo(1);
        assertThat(step.reward()).isZero();
        assertThat(step.done()).isFalse();
    }

    @Test
    void givenTwiceAsManyStepsAsDoors_thenTheEpisodeIsCutOffAndTellsHowFarItCame() {
        var env = Environments.make("CombinationLock-v0", Map.of("doors", 4));
        List<Integer> keys = pick(env, 4, 3);

        env.reset(1);
        env.step(Action.of(keys.get(0)));
        Step step = null;
        for (int i = 0; i < 7; i++) {
            step = env.step(Action.of((keys.get(0) + 1) % 3));
        }

        assertThat(step.truncated()).isTrue();
        assertThat(step.terminated()).isFalse();
        assertThat(step.info()).containsEntry("success", 0.0);
        assertThat(step.info().get("doors")).isBetween(1.0, 3.0);
    }

    @Test
    void givenAnotherCombination_thenOtherKeysOpenTheDoors() {
        var one = Environments.make("CombinationLock-v0", Map.of("combination", 1));
        var other = Environments.make("CombinationLock-v0", Map.of("combination", 2));

        assertThat(pick(one, 15, 3)).isNotEqualTo(pick(other, 15, 3)).contains(0, 1, 2);
        assertThat(pick(one, 15, 3)).isEqualTo(pick(one, 15, 3));
    }

    @Test
    void givenRandomKeys_thenTheLastDoorIsNeverOpened() {
        var env = new CombinationLock();
        var random = new RandomActions(env.actionSpace(), 1);
        for (int episode = 0; episode < 2_000; episode++) {
            env.reset(episode);
            Step step;
            do {
                step = env.step(random.next());
            } while (!step.done());
            assertThat(step.reward()).isZero();
        }
    }

    @Test
    void givenTheTask_thenItKeepsTheRulesAndDrawsItself() {
        EnvironmentCheck.verify(CombinationLock::new);
        var env = new CombinationLock();
        env.reset(1);

        assertThat(env.render().getWidth()).isEqualTo(640);
    }
}
