package io.github.arc2faceij.commands.keys;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.face.IdentityMix;
import io.github.arc2faceij.models.ModelKind;
import io.github.arc2faceij.request.GenerationRequest;
import io.github.arc2faceij.request.Mix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A person and those who are mixed in.
 *
 * @param plain asks for pictures of the person alone
 * @param others who count alike, at least one
 * @param mixing how
 * @param kind of the model; FaceStudio takes a weighted sum as it is, without making its length 1
 */
public record MixedPeople(GenerationRequest plain, List<OtherIdentity> others, IdentityMix mixing, ModelKind kind) {

    /** @return the person at ratio 0 */
    public Identity first() {
        return plain.identity()
                .orElseThrow(
                        () -> new Arc2FaceException("There is nobody to mix with the others. Open a photo with a face,"
                                + " and if the model draws what a text says alone, choose an Arc2Face model in Edit > Options >"
                                + " Arc2Face...."));
    }

    /** @return where all of them came from, the first person first */
    public List<String> sources() {
        return Stream.concat(Stream.of(plain.source()), others.stream().map(OtherIdentity::source))
                .toList();
    }

    /**
     * @param ratio share of the others, 0..1
     * @return that mixture
     */
    public Identity at(double ratio) {
        return isSum()
                ? IdentityMix.sum(all(), weights(ratio))
                : mixing.towards(first(), SpaceKey.identities(others), ratio);
    }

    /**
     * @param ratio share of the others, 0..1
     * @return what asks for pictures of that mixture
     */
    public GenerationRequest request(double ratio) {
        GenerationRequest request = new GenerationRequest(at(ratio), String.join(" + ", sources()), plain.sampling())
                .withConditions(plain.conditions())
                .withPhoto(plain.search(), plain.note())
                .withMix(new Mix(
                        sources(), ratio, mixing.label(), isSum() ? IdentityMix.length(all(), weights(ratio)) : null));
        GenerationRequest started = plain.start().map(request::withStart).orElse(request);
        return plain.distilled() ? started.ofDistilledModel() : started;
    }

    private boolean isSum() {
        return kind == ModelKind.FACESTUDIO && mixing == IdentityMix.LINEAR;
    }

    private List<Identity> all() {
        return Stream.concat(Stream.of(first()), SpaceKey.identities(others).stream())
                .toList();
    }

    private double[] weights(double ratio) {
        double[] weights = new double[1 + others.size()];
        Arrays.fill(weights, ratio / others.size());
        weights[0] = 1 - ratio;
        return weights;
    }
}
