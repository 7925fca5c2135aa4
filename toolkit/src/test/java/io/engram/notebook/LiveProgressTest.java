package io.engram.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.checkpoint.MetricHistory;
import io.engram.show.Picture;
import io.engram.training.Hint;
import io.engram.training.Progress;
import io.engram.training.ProgressViews;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveProgressTest {
    private static final List<String> COLUMNS =
            List.of(
                    "environment_steps",
                    "episode_return_mean",
                    "episode_return_std",
                    "episode_length_mean",
                    "entropy");

    private final Display before = Notebook.display();

    @AfterEach
    void putBack() {
        Notebook.use(before);
        ProgressViews.reset();
    }

    /** What a live cell was given. */
    private static final class Kept implements LiveCell {
        private final List<Object> values = new ArrayList<>();
        private boolean closed;

        @Override
        public void update(Object value) {
            values.add(value);
        }

        @Override
        public void close() {
            closed = true;
        }

        Object last() {
            return values.get(values.size() - 1);
        }
    }

    private static Progress progress(int update, String note, Hint... hints) {
        return progress(update, note, Optional.empty(), hints);
    }

    private static Progress progress(
            int update, String note, Optional<Picture> thumbnail, Hint... hints) {
        List<double[]> rows =
                IntStream.rangeClosed(1, update)
                        .mapToObj(i -> new double[] {4096.0 * i, 12.5, 2.5, 40, 0.6})
                        .toList();
        return new Progress(
                "a&b",
                update,
                100,
                (update + 0.5) / 100,
                "collecting: step 64 of 128",
                4096L * update,
                51234.5,
                75,
                3725,
                new MetricHistory(COLUMNS, rows),
                List.of("episode_return_mean", "entropy"),
                List.of(hints),
                thumbnail,
                note);
    }

    @Test
    void givenARun_thenThePanelShowsBarTimesFiguresAndNote() {
        String html = new ProgressPanel(progress(25, "saved")).toHtml();

        assertThat(html)
                .contains("a&amp;b")
                .contains("update 25 of 100")
                .contains("102\u202f400 steps")
                .contains("width:25.5%")
                .contains("1:15 passed · about 1:02:05 left · collecting: step 64 of 128")
                .contains("return&nbsp; <b>12.5 ± 2.5</b>")
                .contains("length&nbsp; <b>40</b>")
                .contains("saved")
                .doesNotContain("<img")
                .doesNotContain("Look:")
                .doesNotContain("success");
    }

    @Test
    void givenAHint_thenThePanelLinksToWhatToDo() {
        var hint = new Hint("entropy < 0.01", "docs/tuning.md#entropy-is-almost-gone");

        assertThat(new ProgressPanel(progress(25, "", hint)).toHtml())
                .contains(
                        "entropy &lt; 0.01 <a href=\"../docs/tuning.md#entropy-is-almost-gone\">");
        assertThat(new ProgressPanel(progress(25, "", hint)).toText())
                .contains("See docs/tuning.md#entropy-is-almost-gone");
    }

    @Test
    void givenNothingKnown_thenNoTimeLeftIsTold() {
        var unknown =
                new Progress(
                        "a",
                        0,
                        10,
                        0,
                        "",
                        0,
                        0,
                        0.4,
                        Double.NaN,
                        new MetricHistory(List.of(), List.of()),
                        List.of("episode_return_mean"),
                        List.of(),
                        Optional.empty(),
                        "");

        assertThat(new ProgressPanel(unknown).toHtml())
                .contains("0:00 passed<")
                .doesNotContain("left");
        assertThat(CurvesPicture.of(unknown).height()).isGreaterThan(200);
    }

    @Test
    void givenUpdates_thenWordsAreRedrawnAlwaysAndCurvesAfterAPause() {
        var words = new Kept();
        var curves = new Kept();
        var clock = new AtomicLong(Long.MAX_VALUE - 5);
        var view = new LiveProgress(words, curves, clock::get);

        for (int update = 1; update <= 10; update++) {
            view.update(progress(update, ""));
            clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));
        }

        assertThat(words.values).hasSize(10);
        assertThat(curves.values).hasSize(4);
    }

    @Test
    void givenSlowDrawing_thenThePauseIsManyTimesAsLong() {
        var curves = new Kept();
        var clock = new AtomicLong();
        var slow =
                new LiveCell() {
                    @Override
                    public void update(Object value) {
                        curves.update(value);
                        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(50));
                    }

                    @Override
                    public void close() {}
                };
        var view = new LiveProgress(new Kept(), slow, clock::get);

        for (int update = 1; update <= 160; update++) {
            view.update(progress(update, ""));
            clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));
        }

        // 16 seconds; 2 after each of the first three drawings of 50 milliseconds, then 3.
        assertThat(curves.values).hasSizeBetween(5, 7);
    }

    @Test
    void givenNothingNew_thenCurvesAreNotRedrawn_untilTheThumbnailMoves() {
        var curves = new Kept();
        var clock = new AtomicLong();
        var view = new LiveProgress(new Kept(), curves, clock::get);
        for (int i = 0; i < 10; i++) {
            view.update(progress(3, ""));
            clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
        }
        assertThat(curves.values).hasSize(1);

        var moved = new Picture(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "step 8", 8);
        view.update(progress(3, "", Optional.of(moved)));

        assertThat(curves.values).hasSize(2);
    }

    @Test
    void givenTheEnd_thenAPictureThatNeedsNoPageStays() {
        var words = new Kept();
        var curves = new Kept();
        var view = new LiveProgress(words, curves, System::nanoTime);
        view.update(progress(1, ""));
        assertThat(curves.last()).isInstanceOf(LiveProgress.Live.class);

        view.update(progress(2, "done"));
        view.close();

        assertThat(curves.values).hasSize(2);
        assertThat(curves.last())
                .isInstanceOfSatisfying(
                        Picture.class,
                        picture -> {
                            assertThat(picture.description())
                                    .contains("episode return 12.5 ± 2.5; entropy 0.6");
                            assertThat(picture.image().getWidth()).isEqualTo(2 * picture.width());
                        });
        assertThat(words.closed).isTrue();
        assertThat(curves.closed).isTrue();
    }

    @Test
    void givenAViewThatIsClosedInTheMiddle_thenItsLastCurvesBecomeAPicture() {
        var curves = new Kept();
        var view = new LiveProgress(new Kept(), curves, System::nanoTime);
        view.update(progress(1, ""));

        view.close();

        assertThat(curves.last()).isInstanceOf(Picture.class);
    }

    @Test
    void givenATerminal_thenItGetsALineNowAndThenAndTheLast() {
        List<String> lines = new ArrayList<>();
        var clock = new AtomicLong(Long.MAX_VALUE - 5);
        Notebook.use(new LineDisplay(lines::add, Duration.ofSeconds(5), clock::get));
        try (var view = ProgressViews.open()) {
            assertThat(view.showsPictures()).isFalse();
            for (int update = 1; update <= 7; update++) {
                view.update(progress(update, "saved"));
                clock.addAndGet(Duration.ofSeconds(2).toNanos());
            }
        }
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("a&b · update 1 of 100 · 4\u202f096 steps");
        assertThat(lines.get(1)).contains("update 4 of");
        assertThat(lines.get(2)).contains("update 7 of");
        assertThat(lines.get(2)).contains("return 12.5 ± 2.5").endsWith("saved");
    }
}
