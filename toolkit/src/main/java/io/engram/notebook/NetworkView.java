package io.engram.notebook;

import io.engram.engine.Devices;
import io.engram.engine.EngineThread;
import io.engram.network.ActorCriticNetwork;
import io.engram.network.FlatParameters;
import io.engram.network.NetworkSpec;
import io.engram.random.RandomStream;
import io.engram.show.Figures;
import io.engram.show.HtmlTable;
import io.engram.show.HtmlText;
import io.engram.show.Showable;
import java.util.List;

/**
 * A network: what it is, and its layers with shapes and counts. They are those of a new network of
 * the same description, so that one that is learning is left alone; one that is not ready-made says
 * what it says of itself.
 */
final class NetworkView {
    private NetworkView() {}

    static Showable of(ActorCriticNetwork network) {
        String name = network.toString();
        return network.spec()
                .map(spec -> of(name, layers(spec)))
                .orElseGet(
                        () -> {
                            String text =
                                    "%s, hidden state %s"
                                            .formatted(name, network.hiddenStateShape());
                            return RichValues.html(HtmlText.escape(text), text);
                        });
    }

    private static Showable of(String name, List<FlatParameters.Entry> layers) {
        long all = layers.stream().mapToLong(each -> each.shape().size()).sum();
        List<List<String>> rows =
                layers.stream()
                        .map(
                                each ->
                                        List.of(
                                                each.name(),
                                                each.shape().toString(),
                                                Figures.of(each.shape().size())))
                        .toList();
        String count = Figures.of(all) + " parameters";
        return RichValues.html(
                "<b>"
                        + HtmlText.escape(name)
                        + "</b><br>"
                        + count
                        + HtmlTable.of(
                                List.of("layer", "shape", "parameters"),
                                new boolean[] {false, false, true},
                                rows.size(),
                                (row, column) -> rows.get(row).get(column)),
                name + ", " + count);
    }

    private static List<FlatParameters.Entry> layers(NetworkSpec spec) {
        return EngineThread.call(
                () -> {
                    try (var parameters =
                            FlatParameters.initialize(
                                    spec.network(),
                                    spec.observationSpace(),
                                    Devices.of(null),
                                    RandomStream.of(0, "layers"))) {
                        return parameters.entries();
                    }
                });
    }
}
