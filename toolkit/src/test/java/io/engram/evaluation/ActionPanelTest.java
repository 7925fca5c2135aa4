package io.engram.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.space.Action;
import io.engram.space.ActionSpace;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a policy thinks, as bars and scales. */
class ActionPanelTest {
    private static final int WIDTH = 416;

    private static BufferedImage drawn(ActionPanel panel, Decision decision) {
        var picture = new BufferedImage(WIDTH, panel.height(), BufferedImage.TYPE_INT_RGB);
        var graphics = picture.createGraphics();
        Ink.of(WIDTH).prepare(graphics);
        panel.draw(graphics, 0, Optional.ofNullable(decision));
        graphics.dispose();
        return picture;
    }

    private static ActionPanel panel(ActionSpace space, boolean squashed, String... names) {
        return new ActionPanel(Ink.of(WIDTH), WIDTH, space, List.of(names), squashed);
    }

    private static Decision choice(int taken, Double... probabilities) {
        return new Decision(
                Action.of(taken), -1, 0, List.of(List.of(probabilities)), List.of(), List.of());
    }

    /** The pixels of a colour in the uppermost row of cells, where no letter is. */
    private static int[] columns(BufferedImage picture, int y, Color colour) {
        return IntStream.range(0, picture.getWidth())
                .filter(x -> (picture.getRGB(x, y) & 0xFFFFFF) == (colour.getRGB() & 0xFFFFFF))
                .toArray();
    }

    @Test
    void givenProbabilities_thenBarsAreAsLongAndTheTakenOneHasAnotherColour() {
        var picture =
                drawn(
                        panel(ActionSpace.discrete(2), false, "left", "right"),
                        choice(1, 0.75, 0.25));

        // Two cells of 196 in 400, with a gap of 4 behind each but the last.
        assertThat(columns(picture, 5, Ink.LIKELY)).hasSize(149).startsWith(8);
        assertThat(columns(picture, 5, Ink.TAKEN)).hasSize(50).startsWith(210);
    }

    @Test
    void givenTheEnd_thenCellsAreEmpty() {
        var picture = drawn(panel(ActionSpace.discrete(2), false), null);

        assertThat(columns(picture, 5, Ink.TRACK)).hasSizeGreaterThan(380);
        assertThat(columns(picture, 5, Ink.LIKELY)).isEmpty();
        assertThat(columns(picture, 5, Ink.TAKEN)).isEmpty();
    }

    @Test
    void givenARealNumber_thenTheActionIsMarkedOverItsDeviation() {
        var space = ActionSpace.box(new float[] {-1}, new float[] {1});
        var decision =
                new Decision(Action.ofValues(0.5f), -1, 0, List.of(), List.of(0.0), List.of(0.25));
        var picture = drawn(panel(space, false, "force"), decision);

        // 400 pixels from -1 to 1, from 8 on: the mark is at 0.5, the band from -0.25 to 0.25.
        assertThat(columns(picture, 5, Ink.MARK)).hasSize(3).startsWith(306);
        int[] band = columns(picture, 5, Ink.LIKELY);
        assertThat(band[0]).isCloseTo(157, org.assertj.core.data.Offset.offset(1));
        assertThat(band).hasSizeBetween(100, 104);
    }

    @Test
    void givenASquashedNumber_thenTheBandIsWithinItsBounds() {
        var space = ActionSpace.box(new float[] {-1}, new float[] {1});
        var decision =
                new Decision(Action.ofValues(0.9f), -1, 0, List.of(), List.of(5.0), List.of(40.0));
        int[] band = columns(drawn(panel(space, true), decision), 5, Ink.LIKELY);

        assertThat(band[0]).isEqualTo(8);
        assertThat(band[band.length - 1]).isEqualTo(407);
    }

    @Test
    void givenInfiniteBounds_thenThereIsNoScale() {
        var space =
                ActionSpace.box(
                        new float[] {Float.NEGATIVE_INFINITY},
                        new float[] {Float.POSITIVE_INFINITY});
        var decision =
                new Decision(Action.ofValues(7), -1, 0, List.of(), List.of(7.0), List.of(1.0));
        var picture = drawn(panel(space, false), decision);

        assertThat(columns(picture, 5, Ink.MARK)).isEmpty();
        assertThat(columns(picture, 5, Ink.TRACK)).hasSize(400);
    }

    @Test
    void givenManyChoices_thenTheTwelveLikeliestAreSeen_andThePanelDoesNotGrow() {
        var probabilities = Stream.generate(() -> 0.0).limit(100).toArray(Double[]::new);
        probabilities[97] = 1.0;
        var many = panel(ActionSpace.discrete(100), false);

        assertThat(many.height()).isEqualTo(panel(ActionSpace.discrete(12), false).height());
        var picture = drawn(many, choice(97, probabilities));
        assertThat(
                        IntStream.range(0, picture.getHeight())
                                .anyMatch(y -> columns(picture, y, Ink.TAKEN).length > 0))
                .isTrue();
    }

    @Test
    void givenBranches_thenEachBeginsInARowOfItsOwn() {
        assertThat(panel(ActionSpace.multiDiscrete(3, 3), false).height())
                .isEqualTo(2 * panel(ActionSpace.discrete(3), false).height() - 4);
    }
}
