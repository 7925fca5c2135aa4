package io.engram.physics.dynamics.joints;

import io.engram.physics.common.Vec3;
import io.engram.physics.dynamics.SolverData;
import io.engram.physics.dynamics.contacts.Velocity;

/**
 * The velocity iterations of a revolute joint, with Box2D's arithmetic in Box2D's order. What stays
 * the same over the iterations of a step is computed once.
 *
 * <p>Once the velocities have settled, an iteration only adds the same small increments to the
 * joint's impulse. {@link #room} and {@link #drift} do so without the rest of the iteration.
 */
public final class RevoluteMotion {
    private Velocity a;
    private Velocity b;
    private Vec3 impulse;
    private RevoluteJoint joint;

    private float invMassA;
    private float invMassB;
    private float invInertiaA;
    private float invInertiaB;
    private float armAx;
    private float armAy;
    private float armBx;
    private float armBy;

    private boolean motor;
    private float motorSpeed;
    private float motorMass;
    private float motorLimit;
    private boolean motorChanged;

    private boolean limited;
    private LimitState limit;
    private boolean held;

    // The effective mass, a symmetric matrix, and what solving with it needs.
    private float m11;
    private float m12;
    private float m13;
    private float m22;
    private float m23;
    private float m33;
    private float inverse2;
    private float inverse3;
    private float crossX;
    private float crossY;
    private float crossZ;

    // What the latest iteration added to the impulse.
    private float stepX;
    private float stepY;
    private float stepZ;

    RevoluteMotion() {}

    /** Takes what the joint prepared for the step. */
    void begin(RevoluteJoint source, SolverData data) {
        joint = source;
        impulse = source.m_impulse;
        a = data.velocities[source.m_indexA];
        b = data.velocities[source.m_indexB];
        invMassA = source.m_invMassA;
        invMassB = source.m_invMassB;
        invInertiaA = source.m_invIA;
        invInertiaB = source.m_invIB;
        armAx = source.m_rA.x;
        armAy = source.m_rA.y;
        armBx = source.m_rB.x;
        armBy = source.m_rB.y;
        boolean turns = invInertiaA + invInertiaB != 0;
        limit = source.m_limitState;
        limited = source.m_enableLimit && limit != LimitState.INACTIVE && turns;
        motor = source.m_enableMotor && limit != LimitState.EQUAL && turns;
        motorSpeed = source.m_motorSpeed;
        motorMass = source.m_motorMass;
        motorLimit = data.step.dt * source.m_maxMotorTorque;
        prepareMass(source);
    }

    private void prepareMass(RevoluteJoint source) {
        m11 = source.m_mass.ex.x;
        m12 = source.m_mass.ey.x;
        m13 = source.m_mass.ez.x;
        m22 = source.m_mass.ey.y;
        m23 = source.m_mass.ez.y;
        m33 = source.m_mass.ez.z;
        inverse2 = inverse(m11 * m22 - m12 * m12);
        crossX = m22 * m33 - m23 * m23;
        crossY = m23 * m13 - m12 * m33;
        crossZ = m12 * m23 - m22 * m13;
        inverse3 = inverse(m11 * crossX + m12 * crossY + m13 * crossZ);
    }

    private static float inverse(float value) {
        return value != 0 ? 1 / value : value;
    }

    /** One iteration: first the motor, then the point and the limit. */
    void solve() {
        float spinA = a.w;
        float spinB = b.w;
        if (motor) {
            float change = drive(spinB - spinA - motorSpeed);
            spinA -= invInertiaA * change;
            spinB += invInertiaB * change;
        }
        float x = -spinB * armBy + b.v.x - a.v.x - (-spinA * armAy);
        float y = spinB * armBx + b.v.y - a.v.y - spinA * armAx;
        if (limited) {
            solveLimited(x, y, spinB - spinA);
            spinA -= invInertiaA * (armAx * stepY - armAy * stepX + stepZ);
            spinB += invInertiaB * (armBx * stepY - armBy * stepX + stepZ);
        } else {
            stepX = inverse2 * (m22 * -x - m12 * -y);
            stepY = inverse2 * (m11 * -y - m12 * -x);
            impulse.x += stepX;
            impulse.y += stepY;
            spinA -= invInertiaA * (armAx * stepY - armAy * stepX);
            spinB += invInertiaB * (armBx * stepY - armBy * stepX);
        }
        a.v.x -= invMassA * stepX;
        a.v.y -= invMassA * stepY;
        b.v.x += invMassB * stepX;
        b.v.y += invMassB * stepY;
        a.w = spinA;
        b.w = spinB;
    }

    /** Adds to the motor's impulse what brings its speed about, within its torque. */
    private float drive(float excess) {
        float before = joint.m_motorImpulse;
        float wanted = before + -motorMass * excess;
        float capped = wanted < motorLimit ? wanted : motorLimit;
        float after = -motorLimit > capped ? -motorLimit : capped;
        joint.m_motorImpulse = after;
        motorChanged = Float.floatToRawIntBits(after) != Float.floatToRawIntBits(before);
        return after - before;
    }

    private void solveLimited(float x, float y, float z) {
        stepX = -(inverse3 * (x * crossX + y * crossY + z * crossZ));
        stepY =
                -(inverse3
                        * (m11 * (y * m33 - z * m23)
                                + m12 * (z * m13 - x * m33)
                                + m13 * (x * m23 - y * m13)));
        stepZ =
                -(inverse3
                        * (m11 * (m22 * z - m23 * y)
                                + m12 * (m23 * x - m12 * z)
                                + m13 * (m12 * y - m22 * x)));
        held = pulls(impulse.z + stepZ);
        if (held) {
            float rightX = m13 * impulse.z - x;
            float rightY = m23 * impulse.z - y;
            stepX = inverse2 * (m22 * rightX - m12 * rightY);
            stepY = inverse2 * (m11 * rightY - m12 * rightX);
            stepZ = -impulse.z;
            impulse.z = 0;
        } else {
            impulse.z += stepZ;
        }
        impulse.x += stepX;
        impulse.y += stepY;
    }

    /** Whether an impulse would pull towards the limit; it may only push away from it. */
    private boolean pulls(float z) {
        return limit == LimitState.AT_LOWER && z < 0 || limit == LimitState.AT_UPPER && z > 0;
    }

    /**
     * How many more iterations will add the same increments as the latest, if the velocities stay
     * as they are.
     *
     * @param most an upper bound
     * @return 0 to {@code most}
     */
    public int room(int most) {
        if (motor && motorChanged || limited && held && stepZ != 0) {
            return 0;
        }
        if (!limited || held) {
            return most;
        }
        float z = impulse.z;
        for (int i = 0; i < most; i++) {
            float next = z + stepZ;
            if (pulls(next)) {
                return i;
            }
            if (next == z) {
                return most;
            }
            z = next;
        }
        return most;
    }

    /**
     * Adds the increments of the latest iteration.
     *
     * @param times how often, at most {@link #room}
     */
    public void drift(int times) {
        float x = impulse.x;
        float y = impulse.y;
        float z = impulse.z;
        float dz = limited && !held ? stepZ : 0;
        boolean changed = true;
        for (int i = 0; i < times && changed; i++) {
            float nextX = x + stepX;
            float nextY = y + stepY;
            float nextZ = z + dz;
            changed = nextX != x || nextY != y || nextZ != z;
            x = nextX;
            y = nextY;
            z = nextZ;
        }
        impulse.x = x;
        impulse.y = y;
        impulse.z = z;
    }

    /**
     * The impulse of the motor.
     *
     * @return its size, in Box2D's units
     */
    public float motorImpulse() {
        return joint.m_motorImpulse;
    }

    /**
     * The impulse at the point and at the limit, x, y and z.
     *
     * @return the joint's own vector
     */
    public Vec3 impulse() {
        return impulse;
    }
}
