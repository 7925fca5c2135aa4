package io.engram.environments.box2d;

import io.engram.physics.callbacks.ContactImpulse;
import io.engram.physics.callbacks.ContactListener;
import io.engram.physics.callbacks.RayCastCallback;
import io.engram.physics.collision.Manifold;
import io.engram.physics.collision.shapes.EdgeShape;
import io.engram.physics.collision.shapes.PolygonShape;
import io.engram.physics.collision.shapes.Shape;
import io.engram.physics.common.Vec2;
import io.engram.physics.dynamics.Body;
import io.engram.physics.dynamics.BodyDef;
import io.engram.physics.dynamics.BodyType;
import io.engram.physics.dynamics.Fixture;
import io.engram.physics.dynamics.FixtureDef;
import io.engram.physics.dynamics.World;
import io.engram.physics.dynamics.contacts.Contact;
import io.engram.physics.dynamics.joints.RevoluteJoint;
import io.engram.physics.dynamics.joints.RevoluteJointDef;
import io.engram.physics.pooling.IWorldPool;
import io.engram.physics.pooling.normal.DefaultWorldPool;
import java.util.ArrayList;
import java.util.List;

/**
 * A world of ground and moving parts. Lengths are metres, and doubles become floats here, as they
 * do between Python and Box2D. Parts and edges must be added in the order of the original, since
 * that is the order in which their contacts are solved.
 */
final class Scene {
    /** Steps in a second. */
    static final int STEPS_PER_SECOND = 50;

    /** Pixels in a metre, of the pictures and of the lengths that the tasks are given in. */
    static final double SCALE = 30;

    private static final float SECONDS = (float) (1.0 / STEPS_PER_SECOND);
    private static final int VELOCITY_ITERATIONS = 6 * 30;
    private static final int POSITION_ITERATIONS = 2 * 30;
    private static final float DEFAULT_FRICTION = 0.2f;
    private static final int GROUND = 1;
    private static final int PART = 2;
    private static final int POOL_SIZE = 100;
    private static final int CONTAINER_SIZE = 10;

    // Contacts and scratch space, used again in the next world.
    private final IWorldPool pool = new DefaultWorldPool(POOL_SIZE, CONTAINER_SIZE);
    private final List<Part> parts = new ArrayList<>();
    private final Ray ray = new Ray();
    private World world;

    /** Begins an empty world, with a vertical acceleration in m/s². */
    void clear(double gravity) {
        if (world != null) {
            world.setContactListener(null);
            // Returns their contacts to the pool.
            parts.forEach(part -> world.destroyBody(part.body()));
            parts.clear();
        }
        world = new World(new Vec2(0, (float) gravity), pool);
        world.setContactListener(new Touches());
    }

    /** A piece of ground to add edges to. */
    Body ground() {
        return world.createBody(new BodyDef());
    }

    /** Adds an edge to a piece of ground. */
    void edge(Body ground, double[] from, double[] to, double friction) {
        var edge = new EdgeShape();
        edge.set(vector(from[0], from[1]), vector(to[0], to[1]));
        ground.createFixture(fixture(edge, 0, friction));
    }

    /** Adds a piece of ground that is a convex polygon: x and y of each corner in turn. */
    void block(double[] corners, double friction) {
        ground().createFixture(fixture(polygon(corners), 0, friction));
    }

    /** Adds a part at a place that touches the ground only, and no other part. */
    Part part(double x, double y, double angle, Shape shape, double density, double friction) {
        var definition = new BodyDef();
        definition.type = BodyType.DYNAMIC;
        definition.position.set((float) x, (float) y);
        definition.angle = (float) angle;
        var body = world.createBody(definition);
        var fixture = fixture(shape, density, friction);
        fixture.filter.categoryBits = PART;
        fixture.filter.maskBits = GROUND;
        body.createFixture(fixture);
        var part = new Part(body);
        body.setUserData(part);
        parts.add(part);
        return part;
    }

    /** Adds a part with Box2D's default friction. */
    Part part(double x, double y, double angle, Shape shape, double density) {
        return part(x, y, angle, shape, density, DEFAULT_FRICTION);
    }

    /**
     * Joins two parts at a point, given in the coordinates of each, by a hinge with a motor and
     * limits, which are to be set. The present angle is its zero.
     */
    RevoluteJoint hinge(Part a, double ax, double ay, Part b, double bx, double by) {
        var definition = new RevoluteJointDef();
        definition.bodyA = a.body();
        definition.bodyB = b.body();
        definition.localAnchorA.set((float) ax, (float) ay);
        definition.localAnchorB.set((float) bx, (float) by);
        definition.referenceAngle = b.angle() - a.angle();
        definition.enableMotor = true;
        definition.enableLimit = true;
        return (RevoluteJoint) world.createJoint(definition);
    }

    /** Goes on by 1/50 s. */
    void step() {
        world.step(SECONDS, VELOCITY_ITERATIONS, POSITION_ITERATIONS);
    }

    /** The part of the way from one point to another that is free of ground: 0 to 1. */
    float free(float fromX, float fromY, double toX, double toY) {
        return ray.cast(fromX, fromY, (float) toX, (float) toY);
    }

    /** The moving parts in the order in which they were added. */
    List<Part> parts() {
        return parts;
    }

    /** A convex polygon: x and y of each corner in turn. */
    static Shape polygon(double... corners) {
        var vertices = new Vec2[corners.length / 2];
        for (int i = 0; i < vertices.length; i++) {
            vertices[i] = vector(corners[2 * i], corners[2 * i + 1]);
        }
        var polygon = new PolygonShape();
        polygon.set(vertices, vertices.length);
        return polygon;
    }

    /** An upright box around the origin. */
    static Shape box(double halfWidth, double halfHeight) {
        var box = new PolygonShape();
        box.setAsBox((float) halfWidth, (float) halfHeight);
        return box;
    }

    private static FixtureDef fixture(Shape shape, double density, double friction) {
        var fixture = new FixtureDef();
        fixture.shape = shape;
        fixture.density = (float) density;
        fixture.friction = (float) friction;
        return fixture;
    }

    private static Vec2 vector(double x, double y) {
        return new Vec2((float) x, (float) y);
    }

    /** Tells the parts what they touch. */
    private static final class Touches implements ContactListener {
        @Override
        public void beginContact(Contact contact) {
            tell(contact.getFixtureA(), true);
            tell(contact.getFixtureB(), true);
        }

        @Override
        public void endContact(Contact contact) {
            tell(contact.getFixtureA(), false);
            tell(contact.getFixtureB(), false);
        }

        private static void tell(Fixture fixture, boolean touching) {
            if (fixture.getBody().getUserData() instanceof Part part) {
                part.touch(touching);
            }
        }

        @Override
        public void preSolve(Contact contact, Manifold manifold) {}

        @Override
        public void postSolve(Contact contact, ContactImpulse impulse) {}
    }

    /** Finds the nearest ground. */
    private final class Ray implements RayCastCallback {
        private static final float IGNORE = -1;
        private final Vec2 from = new Vec2();
        private final Vec2 to = new Vec2();
        private float nearest;

        float cast(float fromX, float fromY, float toX, float toY) {
            nearest = 1;
            world.raycast(this, from.set(fromX, fromY), to.set(toX, toY));
            return nearest;
        }

        @Override
        public float reportFixture(Fixture fixture, Vec2 point, Vec2 normal, float fraction) {
            if ((fixture.getFilterData().categoryBits & GROUND) == 0) {
                return IGNORE;
            }
            nearest = fraction;
            return fraction;
        }
    }
}
