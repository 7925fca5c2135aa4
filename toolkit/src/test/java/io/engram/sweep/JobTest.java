package io.engram.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** A run of a sweep, as it is seen from outside. */
class JobTest {
    private final Place place = new Place();
    private final Job job =
            new Job(
                    new RunOrder(
                            "run",
                            new Setting(1, Map.of()),
                            1,
                            100,
                            (setting, name) -> {
                                throw new AssertionError("nothing is begun");
                            }),
                    place);

    @Test
    void givenARunThatGoesOn_thenTheTimeLeftIsAtThePaceOfThisSitting() {
        // Fifty updates took a thousand seconds, long ago.
        place.at(50, 1_000);
        assertThat(job.now().secondsLeft()).isEmpty();

        place.at(60, 1_020);
        assertThat(job.now().secondsLeft()).hasValue(80);
        assertThat(job.now().update()).isEqualTo(60);
    }

    @Test
    void givenARunThatIsTrainedOnce_thenTheTimeLeftIsThatOfItsUpdates() {
        place.at(0, 0);
        assertThat(job.now().secondsLeft()).isEmpty();

        place.at(25, 50);
        assertThat(job.now().secondsLeft()).hasValue(150);
    }

    /** Says how far the run is; trains nothing. */
    private static final class Place implements SweepPlace, RunTrainer {
        private Optional<RunProgress> now = Optional.empty();

        void at(long update, double seconds) {
            now =
                    Optional.of(
                            new RunProgress(
                                    update,
                                    OptionalDouble.empty(),
                                    OptionalDouble.empty(),
                                    seconds));
        }

        @Override
        public Optional<RunProgress> now() {
            return now;
        }

        @Override
        public RunTrainer trainer(RunOrder order) {
            return this;
        }

        @Override
        public RunProgress train(int target) {
            throw new AssertionError("it is not to be trained");
        }

        @Override
        public void stop() {}

        @Override
        public Optional<byte[]> read() {
            return Optional.empty();
        }

        @Override
        public void write(byte[] content) {}

        @Override
        public int atOnce(boolean isHalved) {
            return 1;
        }

        @Override
        public Path checkpoints() {
            return Path.of("checkpoints");
        }

        @Override
        public Path logs() {
            return Path.of("logs");
        }
    }
}
