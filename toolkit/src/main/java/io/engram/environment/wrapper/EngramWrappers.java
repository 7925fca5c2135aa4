package io.engram.environment.wrapper;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentOptions;
import io.engram.environment.EnvironmentProvider;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Makes the toolkit's wrappers by name, as checkpoints do. */
public final class EngramWrappers implements EnvironmentProvider {
    /** For the search for providers. */
    public EngramWrappers() {}

    @Override
    public Map<String, Function<EnvironmentOptions, Environment>> environments() {
        return Map.of();
    }

    @Override
    public Map<String, BiFunction<Environment, EnvironmentOptions, Environment>> wrappers() {
        var all = new TreeMap<String, BiFunction<Environment, EnvironmentOptions, Environment>>();
        all.put(
                "ActEvery",
                (env, options) ->
                        new ActEvery(
                                env, options.get(ActionRepeater.K), options.get(ActEvery.IDLE)));
        all.put("ClipReward", EngramWrappers::clipReward);
        all.put("DropObservation", EngramWrappers::dropObservation);
        all.put("FlattenImage", (env, options) -> new FlattenImage(env));
        all.put("FrameSkip", (env, options) -> new FrameSkip(env, options.get(ActionRepeater.K)));
        all.put("FrameStack", (env, options) -> new FrameStack(env, options.get(FrameStack.K)));
        all.put("GreyImage", (env, options) -> new GreyImage(env));
        all.put("LevelSeeds", EngramWrappers::levelSeeds);
        all.put("MaskVelocity", EngramWrappers::maskVelocity);
        all.put(
                "NoisyObservation",
                (env, options) -> new NoisyObservation(env, options.get(NoisyObservation.STD)));
        all.put(
                "PreviousStep",
                (env, options) -> new PreviousStep(env, options.get(PreviousStep.REWARD)));
        all.put("RecordStatistics", (env, options) -> new RecordStatistics(env));
        all.put(
                "RepeatAction",
                (env, options) -> new RepeatAction(env, options.get(ActionRepeater.K)));
        all.put("RescaleAction", EngramWrappers::rescaleAction);
        all.put("ResizeImage", EngramWrappers::resizeImage);
        all.put(
                "ScaleReward",
                (env, options) -> new ScaleReward(env, options.get(ScaleReward.FACTOR)));
        all.put(
                "StickyActions",
                (env, options) -> new StickyActions(env, options.get(StickyActions.PROBABILITY)));
        all.put(
                "TimeLimit",
                (env, options) -> new TimeLimit(env, options.get(TimeLimit.MAX_STEPS)));
        return all;
    }

    private static Environment clipReward(Environment inner, EnvironmentOptions options) {
        return new ClipReward(inner, options.get(ClipReward.LOW), options.get(ClipReward.HIGH));
    }

    private static Environment dropObservation(Environment inner, EnvironmentOptions options) {
        return new DropObservation(
                inner,
                options.get(DropObservation.PROBABILITY),
                DropObservation.Instead.of(options.get(DropObservation.INSTEAD)));
    }

    private static Environment levelSeeds(Environment inner, EnvironmentOptions options) {
        return new LevelSeeds(inner, options.get(LevelSeeds.FIRST), options.get(LevelSeeds.COUNT));
    }

    private static Environment maskVelocity(Environment inner, EnvironmentOptions options) {
        var indices = options.get(MaskVelocity.INDICES);
        return indices.isEmpty()
                ? new MaskVelocity(inner)
                : new MaskVelocity(inner, indices.stream().mapToInt(each -> each).toArray());
    }

    private static Environment rescaleAction(Environment inner, EnvironmentOptions options) {
        return new RescaleAction(
                inner, options.get(RescaleAction.LOW), options.get(RescaleAction.HIGH));
    }

    private static Environment resizeImage(Environment inner, EnvironmentOptions options) {
        return new ResizeImage(
                inner, options.get(ResizeImage.HEIGHT), options.get(ResizeImage.WIDTH));
    }
}
