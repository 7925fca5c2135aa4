package io.engram.environments.memorygym;

import io.engram.environment.CheckedEnvironment;
import io.engram.environment.EnvironmentDescription;
import io.engram.environment.EnvironmentOption;
import io.engram.environment.EnvironmentOptions;
import io.engram.environment.SnapshotReader;
import io.engram.environment.SnapshotWriter;
import io.engram.environment.Step;
import io.engram.environments.random.NumpyRandom;
import io.engram.space.Action;
import io.engram.space.Observation;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the tasks of Searing Spotlights have in common: in the dark, lights wander over a floor;
 * they show what lies in them, and hurt the agent.
 */
abstract class SpotlightTask extends CheckedEnvironment {
    private static final int OPAQUE = 255;
    private static final int AGENT_ROOM = 28;
    private static final int MIDDLE_ROOM = 21;
    private static final int TURNS = 8;
    private static final int MARGIN = 7;

    private final int initialSpawns;
    private final int fullHealth;
    private final double spotMinRadius;
    private final double spotMaxRadius;
    private final double spotMinSpeed;
    private final double spotMaxSpeed;
    private final double spotDamage;
    private final int dimDuration;
    private final int lightThreshold;
    private final boolean sampleAgentPosition;
    private final double rewardInside;
    private final double rewardOutside;
    private final double rewardDeath;
    private final SpotlightView view;
    private final List<Spotlight> lights = new ArrayList<>();
    private final Disc[] discs = new Disc[Screen.SIDE];

    /** The agent. */
    final FreeAgent agent;

    /** What lies on the floor. */
    final FloorThings things;

    /** Where things may appear. */
    final PlaceSampler places = new PlaceSampler();

    private NumpyRandom random;
    private double health;
    private boolean hit;
    private int timer;
    private int lastHorizontal;
    private int lastVertical;
    private double lastReward;

    SpotlightTask(
            EnvironmentDescription description,
            EnvironmentOptions options,
            EnvironmentOption<Integer> initialSpawns,
            EnvironmentOption<Integer> agentHealth,
            double exitScale,
            boolean coinsEnabled) {
        super(description, options);
        this.initialSpawns = options.get(initialSpawns);
        fullHealth = options.get(agentHealth);
        spotMinRadius = options.get(SpotlightOptions.SPOT_MIN_RADIUS);
        spotMaxRadius = options.get(SpotlightOptions.SPOT_MAX_RADIUS);
        spotMinSpeed = options.get(SpotlightOptions.SPOT_MIN_SPEED);
        spotMaxSpeed = options.get(SpotlightOptions.SPOT_MAX_SPEED);
        requireInOrder("spotMinRadius", spotMinRadius, "spotMaxRadius", spotMaxRadius);
        requireInOrder("spotMinSpeed", spotMinSpeed, "spotMaxSpeed", spotMaxSpeed);
        spotDamage = options.get(SpotlightOptions.SPOT_DAMAGE);
        dimDuration = options.get(SpotlightOptions.LIGHT_DIM_OFF_DURATION);
        lightThreshold = options.get(SpotlightOptions.LIGHT_THRESHOLD);
        sampleAgentPosition = options.get(SpotlightOptions.SAMPLE_AGENT_POSITION);
        rewardInside = options.get(SpotlightOptions.REWARD_INSIDE_SPOTLIGHT);
        rewardOutside = options.get(SpotlightOptions.REWARD_OUTSIDE_SPOTLIGHT);
        rewardDeath = options.get(SpotlightOptions.REWARD_DEATH);
        agent =
                new FreeAgent(
                                options.get(GymOptions.AGENT_SPEED),
                                options.get(GymOptions.AGENT_SCALE))
                        .within(0, SpotlightBar.HEIGHT, Screen.SIDE, Screen.SIDE);
        things = new FloorThings(options, exitScale, agent);
        view = new SpotlightView(options, agent, !coinsEnabled);
    }

    private static void requireInOrder(String low, double least, String high, double most) {
        if (least > most) {
            throw new IllegalArgumentException(
                    "option %s must be at most %s, %s, but is %s"
                            .formatted(low, high, most, least));
        }
    }

    /** Whether a light appears now, so many steps after the last. */
    abstract boolean spawnsLight(int steps);

    /** Places what lies on the floor. */
    abstract void prepare();

    /** Lets the agent take what it touches, and returns the reward so far with what that gives. */
    abstract double collect(double reward);

    /** Whether the episode ends for another reason than death. */
    abstract boolean isFinished();

    /** Writes what else changes in an episode. */
    abstract void saveMore(SnapshotWriter to);

    /** Reads what {@link #saveMore} wrote. */
    abstract void loadMore(SnapshotReader from);

    /** The measurements of an episode's last step. */
    abstract Map<String, Double> measurements();

    @Override
    protected final Observation begin(long seed) {
        random = new NumpyRandom(seed);
        places.clear();
        agent.turn = random.integers(0, TURNS);
        if (sampleAgentPosition) {
            Place start = sample(AGENT_ROOM);
            agent.x = start.x();
            agent.y = start.y();
        } else {
            agent.x = Screen.SIDE / 2;
            agent.y = Screen.SIDE / 2;
            places.block(agent.x, agent.y, MIDDLE_ROOM);
        }
        health = fullHealth;
        hit = false;
        timer = 0;
        lastHorizontal = 0;
        lastVertical = 0;
        lastReward = 0;
        view.darkness().opacity(dimDuration > 0 ? 0 : lightThreshold);
        lights.clear();
        for (int i = 0; i < initialSpawns; i++) {
            addLight();
        }
        prepare();
        view.bar().reset();
        return Observation.ofBytes(picture().bytes());
    }

    /** The numbers of this episode. */
    final NumpyRandom random() {
        return random;
    }

    /** A free place, a little below and to the right of the pixel that is drawn. */
    final Place sample(int room) {
        int pixel = places.sample(random, room);
        int x = pixel % Screen.SIDE + random.integers(2, 4);
        return new Place(x, pixel / Screen.SIDE + random.integers(2, 4));
    }

    /** The same, but not at the edge. */
    final Place sampleInside(int room) {
        Place place = sample(room);
        return new Place(inside(place.x()), inside(place.y()));
    }

    private static int inside(int at) {
        return Math.max(MARGIN, Math.min(Screen.SIDE - MARGIN, at));
    }

    private void addLight() {
        int radius = random.integers((int) spotMinRadius, (int) (spotMaxRadius + 1));
        lights.add(new Spotlight(disc(radius), random.uniform(spotMinSpeed, spotMaxSpeed), random));
    }

    private Disc disc(int radius) {
        if (discs[radius] == null) {
            discs[radius] = Disc.of(radius);
        }
        return discs[radius];
    }

    @Override
    protected final Step advance(Action action) {
        agent.act(action);
        view.bar().showAction(lastHorizontal, lastVertical);
        lastHorizontal = action.choice(0);
        lastVertical = action.choice(1);
        dim();
        double reward = collect(moveLights());
        boolean over = health <= 0 || isFinished();
        view.bar().showReward(lastReward > 0);
        lastReward = reward;
        var observation = Observation.ofBytes(picture().bytes());
        return new Step(observation, reward, over, false, over ? measurements() : Map.of());
    }

    private void dim() {
        Darkness darkness = view.darkness();
        if (dimDuration > 0 && darkness.opacity() <= lightThreshold) {
            darkness.opacity(darkness.opacity() + OPAQUE / dimDuration);
        }
    }

    /**
     * Moves the lights, and hurts the agent once if it is in any. A light that is taken away hides
     * the next one for this step, as in the original.
     */
    private double moveLights() {
        timer++;
        if (spawnsLight(timer)) {
            addLight();
            timer = 0;
        }
        hit = false;
        for (int i = 0; i < lights.size(); i++) {
            Spotlight light = lights.get(i);
            if (light.isDone()) {
                lights.remove(i);
                if (i < lights.size()) {
                    lights.get(i).hide();
                }
            } else {
                light.move();
                hit |= light.touches(agent);
            }
        }
        if (!hit) {
            return rewardOutside;
        }
        health -= spotDamage;
        view.bar().showHealth(healthFraction());
        return health <= 0 ? rewardInside + rewardDeath : rewardInside;
    }

    /** Whether the agent has health left. */
    final boolean isAlive() {
        return health > 0;
    }

    /** What is left of the health, at most 1; below 0 if the last light took more. */
    final double healthFraction() {
        return health / fullHealth;
    }

    private Screen picture() {
        return view.picture(things, lights, hit, steps() == 0);
    }

    @Override
    protected final boolean save(SnapshotWriter to) {
        to.put(random.state()).put(health).put(hit).put(timer);
        to.put(lastHorizontal).put(lastVertical).put(lastReward).put(view.darkness().opacity());
        to.put(lights.size());
        lights.forEach(light -> light.save(to));
        agent.save(to);
        things.save(to);
        view.bar().save(to);
        saveMore(to);
        return true;
    }

    @Override
    protected final void load(SnapshotReader from) {
        random.restore(from.nextLongs());
        health = from.nextDouble();
        hit = from.nextFlag();
        timer = from.nextInt();
        lastHorizontal = from.nextInt();
        lastVertical = from.nextInt();
        lastReward = from.nextDouble();
        view.darkness().opacity(from.nextInt(0, OPAQUE));
        lights.clear();
        int count = from.nextInt();
        for (int i = 0; i < count; i++) {
            lights.add(Spotlight.load(this::disc, from));
        }
        agent.load(from);
        things.load(from);
        view.bar().load(from);
        loadMore(from);
    }

    /** The agent and all things are drawn over the dark. */
    @Override
    protected final BufferedImage draw() {
        return view.overview(things, lights, hit, steps() == 0).enlarged();
    }

    @Override
    public final int framesPerSecond() {
        return 25;
    }
}
