package io.engram.environment.wrapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.engram.environment.Corridor;
import io.engram.fixture.Scripted;
import io.engram.random.RandomStream;
import io.engram.space.Action;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import io.engram.space.ObservationSpace.ElementType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageWrapperTest {
    private static final ObservationSpace BOTH =
            ObservationSpace.together(
                    ObservationSpace.part("speed", ObservationSpace.vector(1)),
                    ObservationSpace.part("camera", ObservationSpace.image(3, 1, 2)),
                    ObservationSpace.part(
                            "depth", ObservationSpace.array(ElementType.FLOAT32, 1, 2)));

    private static byte[] bytes(int... values) {
        var bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static Scripted image(int channels, int height, int width, int... pixels) {
        return new Scripted(
                ObservationSpace.image(channels, height, width),
                Observation.ofBytes(bytes(pixels)));
    }

    @Test
    void givenAnImage_whenHalved_thenEachPixelIsTheMeanOfFourRoundedHalfUp() {
        var env = new ResizeImage(image(1, 2, 4, 0, 255, 10, 20, 255, 0, 30, 42), 1, 2);
        assertThat(env.observationSpace()).isEqualTo(ObservationSpace.image(1, 1, 2));
        assertThat(env.reset(0).bytes()).isEqualTo(bytes(128, 26));
    }

    @Test
    void givenAnImage_whenSidesDoNotDivide_thenPixelsCountByTheAreaThatIsCovered() {
        // Three columns become two: 2/3 and 1/3 of each old pair.
        var env = new ResizeImage(image(1, 1, 3, 30, 60, 240), 1, 2);
        assertThat(env.reset(0).bytes()).isEqualTo(bytes(40, 180));
        // Two become three: the middle one is half of both.
        var larger = new ResizeImage(image(1, 1, 2, 10, 250), 1, 3);
        assertThat(larger.reset(0).bytes()).isEqualTo(bytes(10, 130, 250));
    }

    @ParameterizedTest
    @CsvSource({"3, 7, 11, 4, 5", "1, 21, 16, 84, 84", "2, 9, 6, 9, 2", "1, 5, 5, 5, 5"})
    void givenAnyImage_whenResized_thenItIsTheMeanOverTheArea(
            int channels, int height, int width, int newHeight, int newWidth) {
        var random = RandomStream.of(1, "pixels");
        var pixels = new int[channels * height * width];
        var floats = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextInt(256);
            floats[i] = pixels[i];
        }
        byte[] shown =
                new ResizeImage(image(channels, height, width, pixels), newHeight, newWidth)
                        .reset(0)
                        .bytes();
        var ofFloats =
                new Scripted(
                        ObservationSpace.array(ElementType.FLOAT32, channels, height, width),
                        Observation.of(floats));
        float[] exact = new ResizeImage(ofFloats, newHeight, newWidth).reset(0).floats();

        int next = 0;
        for (int channel = 0; channel < channels; channel++) {
            for (int row = 0; row < newHeight; row++) {
                for (int column = 0; column < newWidth; column++) {
                    double mean = 0;
                    for (int y = 0; y < height; y++) {
                        for (int x = 0; x < width; x++) {
                            mean +=
                                    covered(row, y, newHeight, height)
                                            * covered(column, x, newWidth, width)
                                            * pixels[(channel * height + y) * width + x];
                        }
                    }
                    assertThat(exact[next]).isCloseTo((float) mean, within(1e-3f));
                    assertThat((double) (shown[next] & 0xFF)).isCloseTo(mean, within(0.5 + 1e-6));
                    next++;
                }
            }
        }
        assertThat(next).isEqualTo(shown.length);
    }

    /** Which part of a new cell an old one fills. */
    private static double covered(int cell, int old, int count, int oldCount) {
        double begin = Math.max((double) cell / count, (double) old / oldCount);
        double end = Math.min((cell + 1.0) / count, (old + 1.0) / oldCount);
        return Math.max(0, end - begin) * count;
    }

    @Test
    void givenColours_whenGrey_thenTheWeightsAreThoseOfItuR601() {
        var env = new GreyImage(image(3, 1, 4, 255, 0, 0, 100, 0, 255, 0, 100, 0, 0, 255, 100));
        assertThat(env.observationSpace()).isEqualTo(ObservationSpace.image(1, 1, 4));
        // 0.299 · 255 = 76.2, 0.587 · 255 = 149.7, 0.114 · 255 = 29.1
        assertThat(env.reset(0).bytes()).isEqualTo(bytes(76, 150, 29, 100));
    }

    @Test
    void givenSeveralParts_whenChanged_thenEachImageIsAndNothingElse() {
        var seen =
                Observation.of(bytes(255, 0, 0, 0, 0, 100), new float[] {7, 2, 4})
                        .allowing(true, false);
        var inner = new Scripted(BOTH, seen, seen);
        var grey = new GreyImage(inner);
        assertThat(grey.observationSpace().parts().get(1).shape()).containsExactly(1, 1, 2);
        Observation first = grey.reset(0);
        assertThat(first.bytes()).isEqualTo(bytes(76, 11));
        assertThat(first.floats()).containsExactly(7, 2, 4);
        assertThat(first.legalChoices()).containsExactly(true, false);
        var small = new ResizeImage(grey, 1, 1);
        small.reset(0);
        Observation next = small.step(Action.of(0)).observation();
        assertThat(next.bytes()).isEqualTo(bytes(44));
        assertThat(next.floats()).containsExactly(7, 3);
        assertThat(next.legalChoices()).containsExactly(true, false);
    }

    @Test
    void givenNothingToChange_thenItIsRefusedByName() {
        assertThatThrownBy(() -> new GreyImage(image(1, 2, 2, 0, 0, 0, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 channels")
                .hasMessageContaining("Scripted");
        assertThatThrownBy(() -> new ResizeImage(new Corridor(), 4, 4))
                .hasMessageContaining("ResizeImage needs an image")
                .hasMessageContaining("Corridor");
        assertThatThrownBy(() -> new ResizeImage(image(1, 1, 1, 0), 0, 4))
                .hasMessage("height must be 1 to 4096, but is 0");
        assertThatThrownBy(() -> new ResizeImage(image(1, 1, 1, 0), 4, 5000))
                .hasMessage("width must be 1 to 4096, but is 5000");
    }

    @Test
    void givenAnImage_whenFlattened_thenItIsAVectorOfShares() {
        var env = new FlattenImage(image(1, 2, 2, 0, 51, 128, 255));
        assertThat(env.observationSpace()).isEqualTo(ObservationSpace.vector(4));
        assertThat(env.reset(0).floats()).containsExactly(0, 0.2f, 128 / 255f, 1);
    }

    @Test
    void givenSeveralParts_whenFlattened_thenImagesAreVectorsAndTheRestStays() {
        var env =
                new FlattenImage(
                        new Scripted(
                                BOTH,
                                Observation.of(
                                        bytes(0, 51, 102, 153, 204, 255), new float[] {-3, 7, 8})));
        assertThat(env.observationSpace())
                .isEqualTo(
                        ObservationSpace.together(
                                ObservationSpace.part("speed", ObservationSpace.vector(1)),
                                ObservationSpace.part("camera", ObservationSpace.vector(6)),
                                ObservationSpace.part("depth", ObservationSpace.vector(2))));
        assertThat(env.reset(0).floats()).containsExactly(-3, 0, 0.2f, 0.4f, 0.6f, 0.8f, 1, 7, 8);
    }

    @Test
    void givenNoImage_whenFlattened_thenItIsRefused() {
        assertThatThrownBy(() -> new FlattenImage(new Corridor()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("FlattenImage needs an image, but Corridor shows");
    }
}
