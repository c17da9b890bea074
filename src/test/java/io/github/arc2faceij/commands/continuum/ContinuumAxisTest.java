package io.github.arc2faceij.commands.continuum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.commands.keys.MixedPeople;
import io.github.arc2faceij.commands.keys.OtherIdentity;
import io.github.arc2faceij.commands.result.PictureFace;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.condition.pose.PoseCondition;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.noise.Noise;
import io.github.arc2faceij.diffusion.sampler.SamplerType;
import io.github.arc2faceij.face.FaceQuality;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.face.IdentityMix;
import io.github.arc2faceij.models.ModelKind;
import io.github.arc2faceij.pose.HeadFit;
import io.github.arc2faceij.pose.HeadShape;
import io.github.arc2faceij.pose.Pose;
import io.github.arc2faceij.pose.View;
import io.github.arc2faceij.request.GenerationRequest;
import io.github.arc2faceij.stimulus.EqualSteps;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Heads and identities drawn by hand: each axis measures what it asks for, and steps follow a model that lags. */
class ContinuumAxisTest {

    private static final Sampling SAMPLING = new Sampling(1, 1, 1, SamplerType.DDIM, 1, Noise.CPU, 128, 128);
    private static final GenerationRequest PLAIN = new GenerationRequest(identity(0), "a", SAMPLING);
    private static final HeadShape OWN = new HeadShape(new double[] {0.5}, new double[] {0.2, 0, -1});
    private static final HeadShape SMILE = new HeadShape(new double[] {-1}, new double[] {1.2, 2, -1});

    private static Identity identity(int axis) {
        float[] vector = new float[Identity.LENGTH];
        vector[axis] = 1;
        return new Identity(vector, "a".repeat(64), 20);
    }

    private static PictureFace face(Identity identity, HeadShape shape, double yaw) {
        HeadFit head = new HeadFit(new View(new Pose(yaw, 3, 0), 1, new Point(0, 0)), shape, 1, 0.01, 0, 1);
        return new PictureFace(identity, new FaceQuality(40, 20, 15, 0.3, yaw, 40), Optional.of(head));
    }

    private static PoseCondition pose(ContinuumAxis axis, double parameter) {
        return axis.at(parameter).pose().orElseThrow();
    }

    @Test
    void identitiesAreMeasuredByBothEnds() {
        OtherIdentity other = new OtherIdentity("b", identity(1));
        IdentityAxis axis =
                new IdentityAxis(new MixedPeople(PLAIN, List.of(other), IdentityMix.SLERP, ModelKind.ARC2FACE));
        for (double share : new double[] {0, 0.25, 0.5, 1}) {
            Identity asked = axis.at(share).identity().orElseThrow();
            double angle = share * Math.PI / 2;
            assertEquals(
                    Math.sin(angle) - Math.cos(angle),
                    axis.measure(face(asked, OWN, 0)).orElseThrow(),
                    1e-6);
            assertEquals(share, axis.at(share).mix().orElseThrow().ratio());
        }
        assertEquals(0, axis.measure(face(identity(2), OWN, 0)).orElseThrow());
        assertEquals("a + b", axis.at(0.5).source());
    }

    @Test
    void aHeadTurnsUntilItIsSeenToHaveTurned() {
        YawAxis axis = new YawAxis(PLAIN, OWN, 20, -20);
        EqualSteps steps = axis.divide(
                yaw -> new double[] {
                    axis.measure(face(
                                    identity(0),
                                    OWN,
                                    0.7 * pose(axis, yaw).pose().yaw()))
                            .orElseThrow()
                },
                5,
                new EqualSteps.Effort(0.1, 50));
        assertEquals(0, steps.off(0.1));
        assertEquals(20, steps.steps().get(0).asked());
        assertTrue(steps.steps().get(0).found().parameter() > 25, "further than what is asked for");
        assertEquals(OWN, pose(axis, 10).shape());
        PictureFace headless = new PictureFace(identity(0), new FaceQuality(40, 20, 15, 0.3, 0, 40), Optional.empty());
        assertTrue(axis.measure(headless).isEmpty());
        assertThrows(Arc2FaceException.class, () -> new YawAxis(PLAIN, OWN, 10, 10));
        assertThrows(Arc2FaceException.class, () -> new YawAxis(PLAIN, OWN, Double.NaN, 10));
    }

    @Test
    void expressionsAreMeasuredAlongTheWayToTheReference() {
        ExpressionAxis axis = new ExpressionAxis(PLAIN, OWN, SMILE, "smile.png, face 1");
        for (double share : new double[] {0, 0.3, 1}) {
            HeadShape asked = pose(axis, share).shape();
            assertEquals(OWN.identity()[0], asked.identity()[0], "the person's own shape");
            assertEquals(share, axis.measure(face(identity(0), asked, 0)).orElseThrow(), 1e-12);
        }
        HeadShape frown = new HeadShape(new double[] {0.5}, new double[] {0.2, 0, 4});
        assertEquals(0, axis.measure(face(identity(0), frown, 0)).orElseThrow(), 1e-12, "across the way");
        String same = assertThrows(Arc2FaceException.class, () -> new ExpressionAxis(PLAIN, OWN, OWN, "same.png"))
                .getMessage();
        assertTrue(same.startsWith("\"same.png\" has the expression that the person has already"), same);
        assertThrows(Arc2FaceException.class, () -> axis.at(1.5));
        String flat = assertThrows(
                        Arc2FaceException.class,
                        () -> axis.divide(share -> new double[] {0.2, 0.3}, 5, new EqualSteps.Effort(0.1, 50)))
                .getMessage();
        assertTrue(flat.startsWith("What is measured does not change"), flat);
    }
}
