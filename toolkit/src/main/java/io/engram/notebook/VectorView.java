package io.engram.notebook;

import io.engram.environment.Environment;
import io.engram.environment.VectorEnvironment;
import io.engram.environment.VectorSpec;
import io.engram.show.Picture;
import io.engram.show.Showable;
import java.util.Optional;
import java.util.stream.Collectors;

/** A vector of environments: what it is of, its spaces, and a picture of one of them. */
final class VectorView {
    private VectorView() {}

    static Showable of(VectorEnvironment environments) {
        String task =
                environments.task().map(Object::toString).orElse("environments of several tasks");
        String text =
                "%d × %s\nobserves %s\nacts by %s%s"
                        .formatted(
                                environments.count(),
                                task,
                                environments.observationSpace(),
                                environments.actionSpace(),
                                normalizations(environments.vectorSpec()));
        return RichValues.html(
                EnvironmentView.html(text)
                        + picture(environments, task)
                                .map(each -> "<br>" + each.toHtml())
                                .orElse(""),
                text);
    }

    private static String normalizations(VectorSpec spec) {
        String all =
                spec.normalizations().stream()
                        .map(each -> each.rewards() ? "rewards" : "observations")
                        .collect(Collectors.joining(" and "));
        return all.isEmpty() ? "" : "\nnormalises " + all;
    }

    /** One that was just reset, made anew: those of a run are left alone. */
    private static Optional<Picture> picture(VectorEnvironment environments, String task) {
        try (Environment environment = environments.newEnvironment()) {
            environment.reset(0);
            return Optional.of(
                    EnvironmentView.narrow(environment.render(), task + " after a reset"));
        } catch (RuntimeException e) {
            // It has no picture, or cannot be made now; the words are enough.
            return Optional.empty();
        }
    }
}
