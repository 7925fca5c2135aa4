package io.engram.physics.dynamics.contacts;

import io.engram.physics.dynamics.contacts.ContactVelocityConstraint.VelocityConstraintPoint;

/** The velocity iterations of a contact, with Box2D's arithmetic in Box2D's order. */
final class ContactMotion {
    private ContactVelocityConstraint contact;
    private float normalX;
    private float normalY;

    // The velocities of the two bodies during one iteration.
    private float ax;
    private float ay;
    private float aw;
    private float bx;
    private float by;
    private float bw;

    /** One iteration: first the friction of each point, then the points together. */
    void solve(ContactVelocityConstraint constraint, Velocity a, Velocity b) {
        contact = constraint;
        normalX = constraint.normal.x;
        normalY = constraint.normal.y;
        ax = a.v.x;
        ay = a.v.y;
        aw = a.w;
        bx = b.v.x;
        by = b.v.y;
        bw = b.w;
        rub(constraint.points[0]);
        if (constraint.pointCount == 1) {
            bounce(constraint.points[0]);
        } else {
            rub(constraint.points[1]);
            bounce(constraint.points[0], constraint.points[1]);
        }
        a.v.x = ax;
        a.v.y = ay;
        a.w = aw;
        b.v.x = bx;
        b.v.y = by;
        b.w = bw;
    }

    private void rub(VelocityConstraintPoint point) {
        float speed = along(point, normalY, -normalX) - contact.tangentSpeed;
        float before = point.tangentImpulse;
        float most = contact.friction * point.normalImpulse;
        float wanted = before + point.tangentMass * -speed;
        float capped = wanted < most ? wanted : most;
        float after = -most > capped ? -most : capped;
        point.tangentImpulse = after;
        push(point, normalY * (after - before), -normalX * (after - before));
    }

    private void bounce(VelocityConstraintPoint point) {
        float speed = along(point, normalX, normalY);
        float before = point.normalImpulse;
        float wanted = before + -point.normalMass * (speed - point.velocityBias);
        float after = wanted > 0 ? wanted : 0;
        point.normalImpulse = after;
        push(point, normalX * (after - before), normalY * (after - before));
    }

    /**
     * Finds impulses of two points that leave no speed towards each other, by trying four cases.
     */
    private void bounce(VelocityConstraintPoint first, VelocityConstraintPoint second) {
        var k = contact.K;
        float before1 = first.normalImpulse;
        float before2 = second.normalImpulse;
        float b1 = along(first, normalX, normalY) - first.velocityBias;
        float b2 = along(second, normalX, normalY) - second.velocityBias;
        b1 -= k.ex.x * before1 + k.ey.x * before2;
        b2 -= k.ex.y * before1 + k.ey.y * before2;

        var inverse = contact.normalMass;
        float x1 = -(inverse.ex.x * b1 + inverse.ey.x * b2);
        float x2 = -(inverse.ex.y * b1 + inverse.ey.y * b2);
        if (x1 >= 0 && x2 >= 0) {
            push(first, second, x1, x2);
            return;
        }
        x1 = -first.normalMass * b1;
        if (x1 >= 0 && k.ex.y * x1 + b2 >= 0) {
            push(first, second, x1, 0);
            return;
        }
        x2 = -second.normalMass * b2;
        if (x2 >= 0 && k.ey.x * x2 + b1 >= 0) {
            push(first, second, 0, x2);
            return;
        }
        if (b1 >= 0 && b2 >= 0) {
            push(first, second, 0, 0);
        }
    }

    /** The speed of the second body from the first at a point, in a direction. */
    private float along(VelocityConstraintPoint point, float x, float y) {
        float dx = -bw * point.rB.y + bx - ax + aw * point.rA.y;
        float dy = bw * point.rB.x + by - ay - aw * point.rA.x;
        return dx * x + dy * y;
    }

    private void push(VelocityConstraintPoint point, float x, float y) {
        ax -= x * contact.invMassA;
        ay -= y * contact.invMassA;
        aw -= contact.invIA * (point.rA.x * y - point.rA.y * x);
        bx += x * contact.invMassB;
        by += y * contact.invMassB;
        bw += contact.invIB * (point.rB.x * y - point.rB.y * x);
    }

    /** Pushes two points so that their impulses become these. */
    private void push(
            VelocityConstraintPoint first, VelocityConstraintPoint second, float x1, float x2) {
        float d1 = x1 - first.normalImpulse;
        float d2 = x2 - second.normalImpulse;
        float p1x = normalX * d1;
        float p1y = normalY * d1;
        float p2x = normalX * d2;
        float p2y = normalY * d2;
        float x = p1x + p2x;
        float y = p1y + p2y;
        ax -= x * contact.invMassA;
        ay -= y * contact.invMassA;
        aw -=
                contact.invIA
                        * (first.rA.x * p1y
                                - first.rA.y * p1x
                                + (second.rA.x * p2y - second.rA.y * p2x));
        bx += x * contact.invMassB;
        by += y * contact.invMassB;
        bw +=
                contact.invIB
                        * (first.rB.x * p1y
                                - first.rB.y * p1x
                                + (second.rB.x * p2y - second.rB.y * p2x));
        first.normalImpulse = x1;
        second.normalImpulse = x2;
    }
}
