package io.engram.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import io.engram.evaluation.Policy;
import io.engram.random.RandomStream;
import io.engram.space.Observation;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An exported policy in a process that has ONNX Runtime on its class path, and no Engram. */
class OnnxPolicyTest {
    @TempDir Path folder;

    private static String place(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    }

    /** The class alone, without those beside it. */
    private String alone(Class<?> type) throws Exception {
        String name = type.getName().replace('.', '/') + ".class";
        Path copy = folder.resolve("classes").resolve(name);
        Files.createDirectories(copy.getParent());
        try (var stream = type.getClassLoader().getResourceAsStream(name)) {
            Files.copy(stream, copy);
        }
        return folder.resolve("classes").toString();
    }

    @Test
    void givenThePolicyThatShips_whenItRunsWithoutEngram_thenItActsTheSame() throws Exception {
        var policy = Policy.load(Path.of("../checkpoints/cartpole-masked/best"));
        Path model = folder.resolve("cartpole.onnx");
        policy.exportOnnx(model);

        var random = RandomStream.of(1, "seen");
        var lines = new StringBuilder();
        var expected = new ArrayList<String>();
        try (var session = policy.session()) {
            for (int step = 0; step < 200; step++) {
                if (step % 40 == 0) {
                    session.beginEpisode();
                    lines.append('\n');
                }
                float position = (float) random.nextGaussian();
                float angle = (float) random.nextGaussian() / 10;
                lines.append(position).append(" 0 ").append(angle).append(" 0\n");
                expected.add(session.act(Observation.of(position, 0, angle, 0)).toString());
            }
        }

        String classPath =
                alone(OnnxPolicy.class) + File.pathSeparator + place(OrtEnvironment.class);
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                classPath,
                                OnnxPolicy.class.getName(),
                                model.toString())
                        .redirectErrorStream(true)
                        .start();
        try (var out = process.getOutputStream()) {
            out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
        }
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(printed.lines().map(line -> "Action" + line))
                .containsExactlyElementsOf(expected);
        assertThat(expected).contains("Action[0]", "Action[1]");
    }
}
