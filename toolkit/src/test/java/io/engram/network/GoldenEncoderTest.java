package io.engram.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import com.fasterxml.jackson.databind.JsonNode;
import io.engram.fixture.Golden;
import io.engram.random.RandomStream;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The encoder of images against PyTorch in Python. */
class GoldenEncoderTest {
    private static final float TOLERANCE = 1e-5f;

    /** Its logits are the features. */
    private static final class Encoder implements RecurrentPPOSharedNetwork {
        private final Map<String, Block> blocks = new LinkedHashMap<>();
        private final ObservationEncoder encoder;

        Encoder(ObservationSpace space) {
            encoder = new ObservationEncoder(space, null, blocks, "");
        }

        @Override
        public Map<String, Block> blocks() {
            return blocks;
        }

        @Override
        public HiddenShape hiddenStateShape() {
            return HiddenShape.NONE;
        }

        @Override
        public Output forward(Forward forward, NDList observations, NDArray hiddenState) {
            var batch = observations.head().getShape();
            NDArray features = encoder.encode(forward, observations, batch.get(0), batch.get(1));
            var policy =
                    new PolicyDistribution.Categorical(features, (int) features.getShape().get(2));
            return new Output(policy, features.get("..., 0:1"), hiddenState.duplicate());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"images.json", "small_images.json"})
    void givenPyTorchsParameters_thenTheFeaturesOfImagesAreThoseOfPyTorch(String file) {
        JsonNode golden = Golden.read(file);
        for (JsonNode json : golden.path("cases")) {
            var space = ObservationSpace.image(length(json, 2), length(json, 3), length(json, 4));
            Observation[] images = images(golden, json);
            assertClose(
                    features(golden, space, images, length(json, 0)),
                    Golden.floats(json.path("features").path("data")));
        }
    }

    @Test
    void givenAVectorBesides_thenItFollowsTheFeaturesOfTheImage() {
        JsonNode golden = Golden.read("images.json");
        JsonNode json = golden.path("cases").get(1);
        var image = ObservationSpace.image(length(json, 2), length(json, 3), length(json, 4));
        var space =
                ObservationSpace.together(
                        ObservationSpace.part("picture", image),
                        ObservationSpace.part("numbers", ObservationSpace.vector(2)));
        Observation[] images = images(golden, json);
        for (int i = 0; i < images.length; i++) {
            images[i] = Observation.of(images[i].bytes(), new float[] {i, -i});
        }
        float[] expected = Golden.floats(json.path("features").path("data"));
        int width = expected.length / images.length;

        float[] features = features(golden, space, images, length(json, 0));

        assertThat(features).hasSize(expected.length + 2 * images.length);
        for (int i = 0; i < images.length; i++) {
            var row = new float[width];
            System.arraycopy(expected, i * width, row, 0, width);
            var actual = new float[width];
            System.arraycopy(features, i * (width + 2), actual, 0, width);
            assertClose(actual, row);
            assertThat(features[i * (width + 2) + width]).isEqualTo(i);
            assertThat(features[i * (width + 2) + width + 1]).isEqualTo(-i);
        }
    }

    private static int length(JsonNode json, int axis) {
        return json.path("shape").get(axis).intValue();
    }

    /** The images of all steps of all sequences. */
    private static Observation[] images(JsonNode golden, JsonNode json) {
        var random = RandomStream.of(golden.path("seed").longValue(), "images");
        var images = new Observation[length(json, 0) * length(json, 1)];
        for (int i = 0; i < images.length; i++) {
            var pixels = new byte[length(json, 2) * length(json, 3) * length(json, 4)];
            for (int p = 0; p < pixels.length; p++) {
                pixels[p] = (byte) (256 * random.nextDouble());
            }
            images[i] = Observation.ofBytes(pixels);
        }
        return images;
    }

    private static float[] features(
            JsonNode golden, ObservationSpace space, Observation[] seen, int sequences) {
        var network = new Encoder(space);
        return Networks.with(
                network,
                space,
                1,
                parameters -> {
                    parameters.set(values(golden, parameters));
                    var tensors = new ObservationTensors(space);
                    try (var phase = NDManager.newBaseManager()) {
                        NDList table = tensors.table(phase, seen, 0);
                        var look =
                                network.look(
                                        parameters.acting(phase),
                                        tensors.asFloats(table, sequences, seen.length / sequences),
                                        phase.zeros(HiddenShape.NONE.of(sequences)));
                        return look.policy().parameters().toFloatArray();
                    }
                });
    }

    private static float[] values(JsonNode golden, FlatParameters parameters) {
        var values = new float[parameters.size()];
        for (var entry : parameters.entries()) {
            String name = entry.name().substring(entry.name().indexOf("conv"));
            var random = RandomStream.of(golden.path("seed").longValue(), name);
            for (int i = 0; i < entry.shape().size(); i++) {
                double value = (2 * random.nextDouble() - 1) * golden.path("bound").doubleValue();
                values[(int) entry.offset() + i] = (float) value;
            }
        }
        return values;
    }

    private static void assertClose(float[] actual, float[] expected) {
        assertThat(actual).hasSize(expected.length);
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).as("element %d", i).isCloseTo(expected[i], within(TOLERANCE));
        }
    }
}
