package io.engram.environments.box2d;

import io.engram.physics.dynamics.Body;
import io.engram.physics.dynamics.joints.RevoluteJoint;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** The state of a scene as {@code record_box2d.py} writes it. */
final class InnerState {
    private static final int CAPACITY = 256;

    private InnerState() {}

    static byte[] of(LunarLander lander) {
        return of(lander.scene(), 1, 2);
    }

    static byte[] of(BipedalWalker walker) {
        return of(walker.scene(), 2, 4);
    }

    private static byte[] of(Scene scene, int... feet) {
        List<Part> parts = scene.parts();
        var bytes = ByteBuffer.allocate(CAPACITY).order(ByteOrder.LITTLE_ENDIAN);
        for (Part part : parts) {
            bytes.putFloat(part.x()).putFloat(part.y()).putFloat(part.angle());
            bytes.putFloat(part.velocity().x).putFloat(part.velocity().y);
            bytes.putFloat(part.angularVelocity());
        }
        for (Part part : parts.subList(1, parts.size())) {
            var joint = jointOn(part.body());
            bytes.putFloat(joint.getJointAngle()).putFloat(joint.getJointSpeed());
        }
        for (int foot : feet) {
            bytes.putFloat(parts.get(foot).touching() ? 1 : 0);
        }
        var written = new byte[bytes.position()];
        bytes.flip().get(written);
        return written;
    }

    /** The joint by which a part hangs. */
    private static RevoluteJoint jointOn(Body body) {
        var edge = body.getJointList();
        while (edge.joint.getBodyB() != body) {
            edge = edge.next;
        }
        return (RevoluteJoint) edge.joint;
    }
}
