package io.engram.physics.dynamics.joints;

import io.engram.physics.common.FloatTrigonometry;
import io.engram.physics.common.MathUtils;
import io.engram.physics.common.Settings;
import io.engram.physics.dynamics.SolverData;
import io.engram.physics.dynamics.contacts.Position;

/** The position iterations of a revolute joint, with Box2D's arithmetic in Box2D's order. */
final class RevolutePosition {
    private RevoluteJoint joint;
    private Position a;
    private Position b;
    private float anchorAx;
    private float anchorAy;
    private float anchorBx;
    private float anchorBy;
    private boolean limited;

    /** Takes what the joint prepared for the step. */
    void begin(RevoluteJoint source, SolverData data) {
        joint = source;
        a = data.positions[source.m_indexA];
        b = data.positions[source.m_indexB];
        anchorAx = source.m_localAnchorA.x - source.m_localCenterA.x;
        anchorAy = source.m_localAnchorA.y - source.m_localCenterA.y;
        anchorBx = source.m_localAnchorB.x - source.m_localCenterB.x;
        anchorBy = source.m_localAnchorB.y - source.m_localCenterB.y;
        limited =
                source.m_enableLimit
                        && source.m_limitState != LimitState.INACTIVE
                        && source.m_invIA + source.m_invIB != 0;
    }

    /** One iteration: first the limit, then the point. Returns whether little was wrong before. */
    boolean solve() {
        float angleError = limited ? turnBack() : 0;
        float placeError = pullTogether();
        return placeError <= Settings.linearSlop && angleError <= Settings.angularSlop;
    }

    private float turnBack() {
        float angle = b.a - a.a - joint.m_referenceAngle;
        float most = Settings.maxAngularCorrection;
        float error;
        float correction;
        if (joint.m_limitState == LimitState.AT_LOWER) {
            float excess = angle - joint.m_lowerAngle;
            error = -excess;
            correction = MathUtils.clamp(excess + Settings.angularSlop, -most, 0);
        } else if (joint.m_limitState == LimitState.AT_UPPER) {
            error = angle - joint.m_upperAngle;
            correction = MathUtils.clamp(error - Settings.angularSlop, 0, most);
        } else {
            correction = MathUtils.clamp(angle - joint.m_lowerAngle, -most, most);
            error = MathUtils.abs(correction);
        }
        float impulse = -joint.m_motorMass * correction;
        a.a -= joint.m_invIA * impulse;
        b.a += joint.m_invIB * impulse;
        return error;
    }

    private float pullTogether() {
        float sineA = FloatTrigonometry.sin(a.a);
        float cosineA = FloatTrigonometry.cos(a.a);
        float sineB = FloatTrigonometry.sin(b.a);
        float cosineB = FloatTrigonometry.cos(b.a);
        float armAx = cosineA * anchorAx - sineA * anchorAy;
        float armAy = sineA * anchorAx + cosineA * anchorAy;
        float armBx = cosineB * anchorBx - sineB * anchorBy;
        float armBy = sineB * anchorBx + cosineB * anchorBy;
        float x = b.c.x + armBx - a.c.x - armAx;
        float y = b.c.y + armBy - a.c.y - armAy;

        float massA = joint.m_invMassA;
        float massB = joint.m_invMassB;
        float inertiaA = joint.m_invIA;
        float inertiaB = joint.m_invIB;
        float k11 = massA + massB + inertiaA * armAy * armAy + inertiaB * armBy * armBy;
        float k12 = -inertiaA * armAx * armAy - inertiaB * armBx * armBy;
        float k22 = massA + massB + inertiaA * armAx * armAx + inertiaB * armBx * armBx;
        float determinant = k11 * k22 - k12 * k12;
        float inverse = determinant != 0 ? 1 / determinant : determinant;
        float impulseX = -(inverse * (k22 * x - k12 * y));
        float impulseY = -(inverse * (k11 * y - k12 * x));

        a.c.x -= massA * impulseX;
        a.c.y -= massA * impulseY;
        a.a -= inertiaA * (armAx * impulseY - armAy * impulseX);
        b.c.x += massB * impulseX;
        b.c.y += massB * impulseY;
        b.a += inertiaB * (armBx * impulseY - armBy * impulseX);
        return MathUtils.sqrt(x * x + y * y);
    }
}
