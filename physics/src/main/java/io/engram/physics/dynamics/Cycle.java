package io.engram.physics.dynamics;

import io.engram.physics.dynamics.contacts.ContactSolver;
import io.engram.physics.dynamics.contacts.ContactVelocityConstraint;
import io.engram.physics.dynamics.joints.RevoluteJoint;
import io.engram.physics.dynamics.joints.RevoluteMotion;
import java.util.Arrays;

/**
 * Notices when the iterations of a solver repeat themselves, so that most of them can be left out
 * and the result is the same to the last bit.
 *
 * <p>An iteration that comes back to the very bits of an earlier one goes on in this circle; whole
 * rounds of it change nothing. And once an iteration leaves the velocities as they were, the
 * further ones only add the same increments to the impulses of the joints.
 */
final class Cycle {
    private static final int FIRST_KEPT = 3;
    private static final int START_SIZE = 96;

    private float[] present = new float[START_SIZE];
    private float[] previous = new float[START_SIZE];
    private float[] kept = new float[START_SIZE];
    private int size;
    private boolean previousKnown;
    private float lastFirst;
    private int keptAt;
    private int keepNext;

    /** Begins another run of iterations. */
    void begin() {
        keptAt = -1;
        keepNext = FIRST_KEPT;
        previousKnown = false;
        lastFirst = Float.NaN;
    }

    /**
     * Looks at the velocities and impulses after an iteration.
     *
     * @param iteration the number of the iteration, from 0
     * @param iterations how many there are to be
     * @return the number of the iteration after which everything is as it is now
     */
    int afterVelocities(int iteration, int iterations, Island island, ContactSolver solver) {
        float first = island.m_velocities[0].w;
        boolean settled = first == lastFirst;
        lastFirst = first;
        if (!settled && nothingToDo(iteration, first)) {
            previousKnown = false;
            return iteration;
        }
        size = 0;
        putVelocities(island);
        putContacts(solver);
        int done = iteration;
        if (previousKnown && Arrays.equals(present, 0, size, previous, 0, size)) {
            done += drift(island, iterations - 1 - iteration);
        } else {
            int comparable = size;
            putJoints(island);
            done = after(iteration, iterations);
            size = comparable;
        }
        float[] swap = previous;
        previous = present;
        present = swap;
        previousKnown = true;
        return done;
    }

    private static int drift(Island island, int left) {
        int rounds = left;
        for (int i = 0; i < island.m_jointCount; i++) {
            rounds = motion(island, i).room(rounds);
        }
        for (int i = 0; i < island.m_jointCount; i++) {
            motion(island, i).drift(rounds);
        }
        return rounds;
    }

    private static RevoluteMotion motion(Island island, int joint) {
        return ((RevoluteJoint) island.m_joints[joint]).motion;
    }

    /**
     * Looks at the positions after an iteration.
     *
     * @param iteration the number of the iteration, from 0
     * @param iterations how many there are to be
     * @return the number of the iteration after which everything is as it is now
     */
    int afterPositions(int iteration, int iterations, Island island) {
        if (nothingToDo(iteration, island.m_positions[0].a)) {
            return iteration;
        }
        size = 0;
        for (int i = 0; i < island.m_bodyCount; i++) {
            var position = island.m_positions[i];
            put(position.a, position.c.x, position.c.y);
        }
        return after(iteration, iterations);
    }

    /** Whether this state is neither to be kept nor, by its first value, the one that is kept. */
    private boolean nothingToDo(int iteration, float first) {
        return iteration != keepNext && (keptAt < 0 || kept[0] != first);
    }

    private int after(int iteration, int iterations) {
        // The comparison tells 0 from -0.
        if (keptAt >= 0 && Arrays.equals(present, 0, size, kept, 0, size)) {
            int length = iteration - keptAt;
            int left = iterations - 1 - iteration;
            keptAt = -1;
            keepNext = iterations;
            return iteration + left - left % length;
        }
        if (iteration == keepNext) {
            System.arraycopy(present, 0, kept, 0, size);
            keptAt = iteration;
            keepNext = iteration + iteration / 2;
        }
        return iteration;
    }

    private void putVelocities(Island island) {
        for (int i = 0; i < island.m_bodyCount; i++) {
            var velocity = island.m_velocities[i];
            put(velocity.w, velocity.v.x, velocity.v.y);
        }
    }

    private void putContacts(ContactSolver solver) {
        for (int i = 0; i < solver.m_count; i++) {
            ContactVelocityConstraint contact = solver.m_velocityConstraints[i];
            for (int j = 0; j < contact.pointCount; j++) {
                put(contact.points[j].normalImpulse, contact.points[j].tangentImpulse, 0);
            }
        }
    }

    private void putJoints(Island island) {
        for (int i = 0; i < island.m_jointCount; i++) {
            var motion = motion(island, i);
            var impulse = motion.impulse();
            put(impulse.x, impulse.y, impulse.z);
            put(motion.motorImpulse(), 0, 0);
        }
    }

    private void put(float a, float b, float c) {
        if (size + 3 > present.length) {
            present = Arrays.copyOf(present, 2 * present.length);
            previous = Arrays.copyOf(previous, present.length);
            kept = Arrays.copyOf(kept, present.length);
        }
        present[size] = a;
        present[size + 1] = b;
        present[size + 2] = c;
        size += 3;
    }
}
