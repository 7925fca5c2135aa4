package io.engram.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.training.Progress;
import io.engram.training.ProgressViews;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveProgressTest {
    private final Display before = Notebook.display();

    @AfterEach
    void putBack() {
        Notebook.use(before);
        ProgressViews.reset();
    }

    private static Progress progress(int update, double... mean) {
        var latest = new LinkedHashMap<String, Double>();
        latest.put("episode_return_mean", 12.5);
        double[] steps = new double[mean.length];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = 100 * i;
        }
        return new Progress(
                "a&b",
                update,
                100,
                4096L * update,
                51234.5,
                steps,
                mean,
                mean,
                mean,
                "entropy",
                mean,
                latest,
                "saved");
    }

    @Test
    void thePanelShowsBarFiguresAndNote() {
        String html = new ProgressPanel(progress(25), Optional.empty()).toHtml();
        assertThat(html)
                .contains("a&amp;b")
                .contains("update 25 of 100")
                .contains("102\u202f400 steps")
                .contains("width:25.0%")
                .contains("return")
                .contains("12.5")
                .contains("saved")
                .doesNotContain("<img");
    }

    @Test
    void theCurveIsDrawnOnceTwoPointsAreKnown() {
        assertThat(LiveProgress.curve(progress(1, Double.NaN, 1))).isEmpty();
        var curve = LiveProgress.curve(progress(3, Double.NaN, 1, 2));
        assertThat(curve).isPresent();
        String html = new ProgressPanel(progress(3), curve).toHtml();
        assertThat(html).contains("width=\"720\" src=\"data:image/png;base64,");
    }

    @Test
    void aTerminalGetsALineNowAndThenAndTheLast() {
        List<String> lines = new ArrayList<>();
        var clock = new AtomicLong(Long.MAX_VALUE - 5);
        Notebook.use(new LineDisplay(lines::add, Duration.ofSeconds(5), clock::get));
        try (var view = ProgressViews.open()) {
            for (int update = 1; update <= 7; update++) {
                view.update(progress(update));
                clock.addAndGet(Duration.ofSeconds(2).toNanos());
            }
        }
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("a&b · update 1 of 100 · 4\u202f096 steps");
        assertThat(lines.get(1)).contains("update 4 of");
        assertThat(lines.get(2)).contains("update 7 of");
        assertThat(lines.get(2)).endsWith("return 12.5 · saved");
    }
}
