package io.engram.environments.box2d;

import io.engram.physics.dynamics.joints.RevoluteJoint;

/** A leg of the walker: two boxes, one above the other, on a hip and with a knee. */
final class WalkerLeg {
    static final double LENGTH = 34 / Scene.SCALE;
    private static final double WIDTH = 8 / Scene.SCALE;
    private static final double LOWER_WIDTH = 0.8;
    private static final double HIP_HEIGHT = -8 / Scene.SCALE;
    private static final double TILT = 0.05;
    private static final double TORQUE = 80;
    private static final double HIP_SPEED = 4;
    private static final double KNEE_SPEED = 6;

    private final Part lower;
    private final RevoluteJoint hip;
    private final RevoluteJoint knee;

    /**
     * Hangs a leg on a hull; the direction in which it tilts is -1 for the first, 1 for the other.
     */
    WalkerLeg(Scene scene, Part hull, double x, double y, int direction) {
        double tilt = direction * TILT;
        var upper =
                scene.part(
                        x, y - LENGTH / 2 - HIP_HEIGHT, tilt, Scene.box(WIDTH / 2, LENGTH / 2), 1);
        hip = scene.hinge(hull, 0, HIP_HEIGHT, upper, 0, LENGTH / 2);
        hip.setLimits(-0.8f, 1.1f);
        hip.setMaxMotorTorque((float) TORQUE);
        hip.setMotorSpeed(direction);
        lower =
                scene.part(
                        x,
                        y - LENGTH * 3 / 2 - HIP_HEIGHT,
                        tilt,
                        Scene.box(LOWER_WIDTH * WIDTH / 2, LENGTH / 2),
                        1);
        knee = scene.hinge(upper, 0, -LENGTH / 2, lower, 0, LENGTH / 2);
        knee.setLimits(-1.6f, -0.1f);
        knee.setMaxMotorTorque((float) TORQUE);
        knee.setMotorSpeed(1);
    }

    /** Drives the motors: the sign is the direction, the size the part of the torque. */
    void drive(float hipAction, float kneeAction) {
        drive(hip, HIP_SPEED, hipAction);
        drive(knee, KNEE_SPEED, kneeAction);
    }

    private static void drive(RevoluteJoint joint, double speed, float action) {
        joint.setMotorSpeed((float) (speed * Math.signum(action)));
        joint.setMaxMotorTorque((float) (TORQUE * Math.abs(action)));
    }

    /** Writes angle and speed of hip and knee, and the contact: five values. */
    void observe(float[] values, int from) {
        values[from] = hip.getJointAngle();
        values[from + 1] = (float) (hip.getJointSpeed() / HIP_SPEED);
        values[from + 2] = (float) (knee.getJointAngle() + 1.0);
        values[from + 3] = (float) (knee.getJointSpeed() / KNEE_SPEED);
        values[from + 4] = lower.touching() ? 1 : 0;
    }
}
