package io.engram.environments.box2d;

import io.engram.physics.collision.shapes.PolygonShape;
import io.engram.physics.common.Transform;
import io.engram.physics.common.Vec2;
import io.engram.physics.dynamics.Body;
import java.awt.Shape;
import java.awt.geom.Path2D;

/** A moving body of a {@link Scene}. */
final class Part {
    private final Body body;
    private final Vec2 force = new Vec2();
    private final Vec2 point = new Vec2();
    private boolean touching;
    private boolean touched;

    Part(Body body) {
        this.body = body;
    }

    Body body() {
        return body;
    }

    float x() {
        return body.getPosition().x;
    }

    float y() {
        return body.getPosition().y;
    }

    /** The angle in radians, anticlockwise. */
    float angle() {
        return body.getAngle();
    }

    Vec2 velocity() {
        return body.getLinearVelocity();
    }

    /** In radians a second, anticlockwise. */
    float angularVelocity() {
        return body.getAngularVelocity();
    }

    /** Pushes the centre with a force in newtons during the next step. */
    void push(double x, double y) {
        body.applyForceToCenter(force.set((float) x, (float) y));
    }

    /** Turns with a torque in newton metres during the next step. */
    void twist(double torque) {
        body.applyTorque((float) torque);
    }

    /** Strikes a point of the world with an impulse in newton seconds. */
    void strike(double x, double y, double atX, double atY) {
        body.applyLinearImpulse(
                force.set((float) x, (float) y), point.set((float) atX, (float) atY));
    }

    /** Takes note that a contact with the ground has begun or ended. */
    void touch(boolean begins) {
        touching = begins;
        touched |= begins;
    }

    /** Whether the latest news of the ground is that a contact began. */
    boolean touching() {
        return touching;
    }

    /** Whether the ground was ever touched. */
    boolean touched() {
        return touched;
    }

    /** The outline in metres. */
    Shape outline() {
        var polygon = (PolygonShape) body.getFixtureList().getShape();
        var outline = new Path2D.Double();
        for (int i = 0; i < polygon.getVertexCount(); i++) {
            var corner = Transform.mul(body.getTransform(), polygon.getVertex(i));
            if (i == 0) {
                outline.moveTo(corner.x, corner.y);
            } else {
                outline.lineTo(corner.x, corner.y);
            }
        }
        outline.closePath();
        return outline;
    }
}
