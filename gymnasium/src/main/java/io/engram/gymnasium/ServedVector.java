package io.engram.gymnasium;

import io.engram.concurrent.AdaptiveTeam;
import io.engram.concurrent.Threads;
import io.engram.environment.Environment;
import io.engram.environment.EnvironmentDescription;
import io.engram.environment.EnvironmentSpec;
import io.engram.environment.Environments;
import io.engram.gymnasium.ServedOrder.Autoreset;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace;
import io.engram.space.ObservationSpace.ElementType;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** N environments that Python steps by one command, on as many threads as make them faster. */
final class ServedVector implements AutoCloseable {
    private static final byte SEEDED = 1;
    private static final byte NEXT = 2;

    private final ServedOrder order;
    private final ObservationSpace observations;
    private final ActionSpace actions;
    private final ServedMemory memory;
    private final ServedSlot[] slots;
    private final AdaptiveTeam team;

    ServedVector(ServedOrder order) {
        this.order = order;
        Supplier<Environment> factory =
                Environments.factory(EnvironmentSpec.of(order.id(), order.options()));
        var made = new ArrayList<Environment>();
        try {
            for (int i = 0; i < order.count(); i++) {
                made.add(factory.get());
            }
            observations = made.get(0).observationSpace();
            actions = made.get(0).actionSpace();
            memory = new ServedMemory(order, observations, actions);
        } catch (RuntimeException e) {
            made.forEach(Environment::close);
            throw e;
        }
        slots = new ServedSlot[order.count()];
        Arrays.setAll(slots, i -> new ServedSlot(made.get(i), i, order, memory));
        team = new AdaptiveTeam(Math.min(order.count(), Threads.count()), "engram-environments");
    }

    /** What Python has to know to make its spaces, and to find everything in the memory. */
    Map<String, Object> describe() {
        var all = new LinkedHashMap<String, Object>();
        all.put("memory", memory.shared().file().toString());
        all.put("size", memory.size());
        all.put("arrays", memory.blocks());
        all.put("parts", parts());
        all.put("branches", actions.branches());
        all.put("low", actions.low());
        all.put("high", actions.high());
        all.put("frames_per_second", slots[0].environment().framesPerSecond());
        return all;
    }

    private List<Map<String, Object>> parts() {
        EnvironmentDescription said =
                slots[0].environment()
                        .description()
                        .filter(it -> observations.equals(it.observationSpace()))
                        .orElseGet(
                                () ->
                                        EnvironmentDescription.of(order.id(), "")
                                                .observation(observations, ""));
        var parts = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < observations.parts().size(); i++) {
            ObservationSpace.Part part = observations.parts().get(i);
            var each = new LinkedHashMap<String, Object>();
            each.put("name", part.name());
            if (part.type() == ElementType.FLOAT32) {
                each.put("low", memory.ofPart(i, said.low()));
                each.put("high", memory.ofPart(i, said.high()));
            }
            parts.add(each);
        }
        return parts;
    }

    /** Python has mapped the memory. */
    Told mapped() {
        memory.shared().deleteFile();
        return new Told();
    }

    /** Begins episodes: for each environment whether, and of which seed. */
    Told reset(ByteBuffer how) {
        var kinds = new byte[slots.length];
        var seeds = new long[slots.length];
        for (int i = 0; i < slots.length; i++) {
            kinds[i] = how.get();
            seeds[i] = how.getLong();
        }
        team.forEach(
                slots.length,
                i -> {
                    if (kinds[i] == SEEDED) {
                        slots[i].reset(seeds[i]);
                    } else if (kinds[i] == NEXT) {
                        slots[i].reset();
                    }
                });
        return tell();
    }

    /** Takes the actions that are in the memory. */
    Told step() {
        var taken = new Action[slots.length];
        for (int i = 0; i < slots.length; i++) {
            taken[i] = action(i);
        }
        team.forEach(slots.length, i -> slots[i].step(taken[i]));
        return tell();
    }

    private Action action(int index) {
        ServedSlot slot = slots[index];
        if (!slot.hasBegun()) {
            throw new IllegalStateException("call reset() before step() in " + name(index));
        }
        if (slot.isOver() && order.autoreset() == Autoreset.DISABLED) {
            throw new IllegalStateException(
                    "the episode of %s is over; call reset() to begin another"
                            .formatted(name(index)));
        }
        Action action = memory.action(index);
        if (!slot.beginsNext() && !actions.contains(action)) {
            String clip =
                    action.valueCount() > 0
                            ? "; gymnasium.wrappers.ClipAction brings actions into their bounds"
                            : "";
            throw new IllegalArgumentException(
                    "the action of %s %s%s".formatted(name(index), actions.refusal(action), clip));
        }
        return action;
    }

    private String name(int index) {
        return order.isSingle() ? order.id() : order.id() + " (environment " + index + ")";
    }

    private Told tell() {
        var told = new Told();
        for (int i = 0; i < slots.length; i++) {
            told.info(i, slots[i].info());
            told.lastInfo(i, slots[i].lastInfo());
            if (slots[i].isMasked()) {
                told.masked();
            }
        }
        return told;
    }

    BufferedImage render(int index) {
        return slots[index].environment().render();
    }

    @Override
    public void close() {
        memory.shared().deleteFile();
        team.close();
        for (ServedSlot slot : slots) {
            slot.environment().close();
        }
    }
}
