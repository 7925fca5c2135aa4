package io.engram.training;

import io.engram.show.Figures;
import io.engram.show.HtmlText;
import java.util.stream.Collectors;

/** A run as HTML: what it is, where it stands, and where its files are. */
final class RunHtml {
    private RunHtml() {}

    static String of(RunRecord run) {
        var state = run.state();
        String best =
                state.best()
                        .map(
                                each ->
                                        "<br>best: update %s, %s"
                                                .formatted(
                                                        Figures.of(each.update()),
                                                        HtmlText.escape(each.returnText())))
                        .orElse("");
        String notes =
                run.notes().stream()
                        .map(each -> "<br>" + HtmlText.escape(each.toString()))
                        .collect(Collectors.joining());
        return "<b>%s</b>, seed %s<br>%s updates, %s environment steps%s<br>checkpoints in %s<br>metrics in %s%s"
                .formatted(
                        HtmlText.escape(run.description().name()),
                        Figures.of(run.description().seed()),
                        Figures.of(state.update()),
                        Figures.of(state.environmentSteps()),
                        best,
                        HtmlText.escape(run.checkpoints().toString()),
                        HtmlText.escape(run.logs().toString()),
                        notes);
    }
}
