package io.engram.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EngineLaneTest {

    @Test
    void givenTwoLanes_thenTheirWorkGoesOnSideBySide() throws Exception {
        var barrier = new CyclicBarrier(3);
        var one = new EngineLane("one").submit(() -> barrier.await(30, TimeUnit.SECONDS));
        var other = new EngineLane("other").submit(() -> barrier.await(30, TimeUnit.SECONDS));

        barrier.await(30, TimeUnit.SECONDS);

        assertThat(one.get()).isNotEqualTo(other.get());
    }

    @Test
    void givenWorkInALane_thenWhatItAsksOfTheEngineIsDoneThere() {
        var lane = new EngineLane("lane");

        String name = lane.call(() -> EngineThread.call(() -> Thread.currentThread().getName()));

        assertThat(name).isEqualTo("lane");
        assertThat(lane.<String>call(() -> lane.call(() -> Thread.currentThread().getName())))
                .isEqualTo("lane");
        assertThat(EngineThread.<String>call(() -> Thread.currentThread().getName()))
                .isEqualTo("engram-engine");
    }

    @Test
    void givenATensorOfOneLane_thenAnotherLaneReadsIt() {
        try (var manager = NDManager.newBaseManager()) {
            var tensor =
                    new EngineLane("one").call(() -> manager.create(new float[] {1, 2}).mul(3));

            assertThat(new EngineLane("other").<float[]>call(tensor::toFloatArray))
                    .containsExactly(3, 6);
        }
    }

    @Test
    void givenShares_thenEachIsDoneOnceAndInOrderOnOneThread() {
        var done = new int[5];
        new EngineLane("lane")
                .call(
                        () -> {
                            EngineTeam.forEach(5, piece -> done[piece]++);
                            return null;
                        });

        assertThat(done).containsOnly(1);
    }
}
