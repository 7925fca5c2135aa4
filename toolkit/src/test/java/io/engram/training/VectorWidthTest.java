package io.engram.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.engram.fixture.ChildJvm;
import io.engram.matrix.Products;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same bits on processors with wider and narrower vectors. */
class VectorWidthTest {
    @TempDir Path folder;

    private String hash(String name, String... options) throws Exception {
        Path place = folder.resolve(name);
        var all = new ArrayList<>(List.of("--add-modules", Products.MODULE));
        all.addAll(List.of(options));
        String printed = ChildJvm.run(Map.of(), all, TrainTwenty.class, place.toString());
        Path manifest =
                place.resolve(
                        "checkpoints/twenty/update-%06d/manifest.json"
                                .formatted(TrainTwenty.UPDATES));
        assertThat(manifest).withFailMessage(printed).exists();
        return new ObjectMapper()
                .readTree(Files.readAllBytes(manifest))
                .at("/files/parameters.safetensors/sha256")
                .asText();
    }

    @Test
    void givenVectorsOfOtherWidths_whenTwentyUpdatesAreTrained_thenTheBitsAreTheSame()
            throws Exception {
        String widest = hash("widest");

        assertThat(hash("narrow", "-XX:MaxVectorSize=16")).isEqualTo(widest);
        assertThat(hash("another-order", "-Dengram.threads=1", "-XX:-UseSuperWord"))
                .isEqualTo(widest);
    }
}
