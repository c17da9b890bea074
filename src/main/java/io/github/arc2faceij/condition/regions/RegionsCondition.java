package io.github.arc2faceij.condition.regions;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Sha256;
import io.github.arc2faceij.condition.Condition;
import io.github.arc2faceij.condition.ConditionKind;
import io.github.arc2faceij.condition.Networks;
import io.github.arc2faceij.condition.Sources;
import io.github.arc2faceij.diffusion.Conditioning;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.graph.UNetOptions;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.models.NetworkConfig;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Several people, each in a region of the pictures.
 *
 * @param people at least one
 */
public record RegionsCondition(List<Person> people) implements Condition {

    /** How many regions there may be. Each costs an attention of its own in every layer. */
    public static final int MOST = 16;

    /** Its kind. */
    public static final ConditionKind<Part> KIND = new ConditionKind<>(
            "regions",
            Part.class,
            false,
            Set.of("width", "height", "people"),
            Part::sources,
            (part, sources) -> Optional.of(part.condition(sources)));

    /**
     * Somebody and where they are.
     *
     * @param identity who
     * @param source where the identity came from, for the recipe: {@code astronaut.png, face 1}
     * @param mask where
     */
    public record Person(Identity identity, String source, RegionMask mask) {}

    /**
     * Regions in a recipe.
     *
     * @param width of the masks in pixels
     * @param height of the masks in pixels
     * @param people of the regions
     */
    public record Part(int width, int height, List<PersonPart> people) {

        private List<String> sources() {
            return people.stream().map(PersonPart::named).toList();
        }

        private RegionsCondition condition(Sources sources) {
            return new RegionsCondition(people.stream()
                    .map(person -> person.person(width, height, sources))
                    .toList());
        }
    }

    /**
     * A person in a recipe.
     *
     * @param source where the identity came from
     * @param identityHash SHA-256 of its 512 numbers, as big-endian 32-bit floats
     * @param mask where the person is, as {@link MaskText} writes it
     */
    public record PersonPart(String source, String identityHash, String mask) {

        private static PersonPart of(Person person) {
            return new PersonPart(person.source, Sha256.of(person.identity.vector()), MaskText.of(person.mask));
        }

        private String named() {
            if (source == null) {
                throw new Arc2FaceException(
                        "A person of the recipe's \"regions\" has no \"source\". Use the recipe as it"
                                + " was written.");
            }
            return source;
        }

        private Person person(int width, int height, Sources sources) {
            RegionMask region = MaskText.parse(width, height, mask);
            Sources.Person found = sources.person(named());
            return new Person(found.identity(), found.source(), region);
        }
    }

    /**
     * @param people copied
     * @throws Arc2FaceException when there is nobody, there are too many regions, or one is empty
     */
    public RegionsCondition {
        people = List.copyOf(people);
        if (people.isEmpty() || people.size() > MOST) {
            throw new Arc2FaceException(
                    "There are " + people.size() + " regions. Give 1 to " + MOST + " people, each with a region.");
        }
        for (int i = 0; i < people.size(); i++) {
            if (people.get(i).mask.isEmpty()) {
                throw new Arc2FaceException(
                        "Region " + (i + 1) + ", which is for " + people.get(i).source
                                + ", is empty: it covers no pixel of the pictures to make. Draw it larger, or inside the image.");
            }
        }
    }

    @Override
    public ConditionKind<?> kind() {
        return KIND;
    }

    @Override
    public Record part(Networks networks) {
        RegionMask first = people.get(0).mask;
        return new Part(
                first.width(),
                first.height(),
                people.stream().map(PersonPart::of).toList());
    }

    @Override
    public List<Identity> identities() {
        return people.stream().map(Person::identity).toList();
    }

    @Override
    public Optional<String> subject() {
        return Optional.of(people.stream().map(Person::source).collect(Collectors.joining(" and ")));
    }

    @Override
    public UNetOptions addTo(UNetOptions options, ModelFolder folder) {
        if (!folder.kind().takesIdentity()) {
            throw new Arc2FaceException("The model " + folder.name() + " is of the kind "
                    + folder.kind().label()
                    + ", which draws no person by the identity, so it cannot put people into regions. Choose an Arc2Face"
                    + " model in Edit > Options > Arc2Face....");
        }
        return options.withAdapter(new RegionAdapter(levels(folder)));
    }

    @Override
    public Optional<Conditioning> open(Networks networks, Sampling sampling, Progress progress) {
        return Optional.of(new RegionsConditioning(
                people.stream().map(person -> person.identity.vector()).toList(),
                people.stream().map(Person::mask).toList(),
                levels(networks.folder())));
    }

    private static int levels(ModelFolder folder) {
        return NetworkConfig.read(folder.unet()).integers("block_out_channels").size();
    }
}
