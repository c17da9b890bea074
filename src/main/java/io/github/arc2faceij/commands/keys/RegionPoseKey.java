package io.github.arc2faceij.commands.keys;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.condition.regions.RegionMask;
import io.github.arc2faceij.condition.regions.RegionPosesCondition;
import io.github.arc2faceij.condition.regions.RegionPosesCondition.Head;
import io.github.arc2faceij.condition.regions.RegionsCondition.Person;
import io.github.arc2faceij.pose.Pose;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the key poses says: how each of several people turns the head. */
public final class RegionPoseKey {

    private RegionPoseKey() {}

    /**
     * @param text yaw, pitch and roll in degrees for each person, separated by semicolons; what is left out is 0
     * @param people in their regions
     * @return their poses, unless the text is empty
     * @throws Arc2FaceException when the poses are not as many as the people, or something is no pose
     */
    public static Optional<RegionPosesCondition> find(String text, List<Person> people) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        String[] poses = text.split(";");
        if (poses.length != people.size()) {
            throw new Arc2FaceException(
                    "There are " + people.size() + " people, but poses=[" + text + "] has " + poses.length
                            + ". Give yaw, pitch and roll for each of them, separated by semicolons: 30,0,0; -30,0,0.");
        }
        List<Head> heads = new ArrayList<>();
        for (int i = 0; i < poses.length; i++) {
            heads.add(Head.in(pose(poses[i]), people.get(i).mask()));
        }
        RegionMask first = people.get(0).mask();
        return Optional.of(new RegionPosesCondition(first.width(), first.height(), heads));
    }

    private static Pose pose(String text) {
        List<Double> angles = new ArrayList<>(NumberList.of(text));
        if (angles.isEmpty() || angles.size() > 3) {
            throw new Arc2FaceException("\"" + text.strip()
                    + "\" is no pose. Give yaw, pitch and roll in degrees, with commas between: 30,0,0.");
        }
        while (angles.size() < 3) {
            angles.add(0.0);
        }
        return new Pose(angles.get(0), angles.get(1), angles.get(2));
    }
}
