package io.engram.environments.memorygym;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.engram.environment.Environment;
import io.engram.environment.Environments;
import io.engram.environment.Step;
import io.engram.environments.Trace;
import io.engram.space.Action;
import io.engram.space.Observation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class MemoryGymGoldenTest {

    @Test
    void givenTheGoldenEpisodes_whenPlayed_thenPicturesReturnsAndEndsAreThoseOfTheOriginal()
            throws IOException {
        var ids = new HashSet<String>();
        try (var file = getClass().getResourceAsStream("/memorygym/golden.txt")) {
            var text = new String(file.readAllBytes(), StandardCharsets.US_ASCII);
            for (String line : text.lines().toList()) {
                requireSame(line.split(" "));
                ids.add(line.split(" ")[0]);
            }
        }
        assertThat(ids).isEqualTo(new MemoryGymEnvironments().environments().keySet());
    }

    private static void requireSame(String[] words) {
        try (Environment env = Environments.make(words[0])) {
            var picture = env.reset(Long.parseLong(words[1]));
            double total = 0;
            int steps = 0;
            boolean over = false;
            for (int i = 2; i < words.length - 2; i++) {
                String[] golden = words[i].split(":");
                int until = golden[0].equals("r") ? 0 : Integer.parseInt(golden[0]);
                while (steps < until) {
                    Step step = env.step(action(env.actionSpace().size(), steps));
                    picture = step.observation();
                    total += step.reward();
                    over = step.terminated();
                    steps++;
                }
                assertThat(Trace.checksum(rows(picture)))
                        .as("%s seed %s step %s", words[0], words[1], golden[0])
                        .isEqualTo(golden[1]);
            }
            assertThat(total).isCloseTo(Double.parseDouble(words[words.length - 2]), within(1e-9));
            assertThat(over).isEqualTo(words[words.length - 1].equals("done"));
        }
    }

    private static Action action(int size, int step) {
        return size == 1
                ? Action.of((3 * (step % 2) + step / 7 % 2) % 4)
                : Action.of(step / 3 % 3, step / 5 % 3);
    }

    /** The picture as rows of red, green and blue by turns. */
    private static byte[] rows(Observation picture) {
        byte[] planes = picture.bytes();
        var rows = new byte[planes.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = planes[i % 3 * Screen.PIXELS + i / 3];
        }
        return rows;
    }
}
