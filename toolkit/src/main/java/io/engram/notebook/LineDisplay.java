package io.engram.notebook;

import io.engram.show.HtmlTable;
import io.engram.show.Showable;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.knowm.xchart.internal.chartpart.IChart;
import tech.tablesaw.api.Table;

/** Shows things as lines of text. */
final class LineDisplay implements Display {
    private final Consumer<String> sink;
    private final long pauseNanos;
    private final LongSupplier clock;

    LineDisplay(Consumer<String> sink, Duration pause, LongSupplier clock) {
        this.sink = sink;
        this.pauseNanos = pause.toNanos();
        this.clock = clock;
    }

    @Override
    public void show(Object value) {
        sink.accept(text(value));
    }

    @Override
    public LiveCell live() {
        return new Lines();
    }

    @Override
    public boolean showsPictures() {
        return false;
    }

    static String text(Object value) {
        if (value instanceof Showable showable) {
            return showable.toText();
        }
        if (value instanceof Table table) {
            return table.print(HtmlTable.SEEN);
        }
        if (value instanceof IChart chart) {
            return "[chart] " + chart.getTitle();
        }
        return String.valueOf(value);
    }

    private final class Lines implements LiveCell {
        private Object held;
        private boolean begun;
        private long lastNanos;

        @Override
        public void update(Object value) {
            long now = clock.getAsLong();
            if (begun && now - lastNanos < pauseNanos) {
                held = value;
                return;
            }
            begun = true;
            lastNanos = now;
            held = null;
            show(value);
        }

        @Override
        public void close() {
            if (held != null) {
                show(held);
                held = null;
            }
        }
    }
}
