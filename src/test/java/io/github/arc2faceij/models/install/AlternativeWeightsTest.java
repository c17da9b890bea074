package io.github.arc2faceij.models.install;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.arc2faceij.common.FreeDiskSpace;
import io.github.arc2faceij.common.Progress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Weights that are here under another of their names, or in shards, are not fetched once more. */
class AlternativeWeightsTest extends InstallFixture {

    private static final Catalogue WEIGHTS_CATALOGUE = catalogue(
            """
            {"hosts": {"hub": "http://models.invalid/"},
             "bundles": [
              {"id": "vae", "name": "Autoencoder", "purpose": "Draws.",
               "licence": {"name": "MIT", "address": "https://example.org/mit", "notice": "Free.", "mustAccept": false},
               "files": [
                {"host": "hub", "path": "net/main/config.json", "target": "vae/config.json"},
                {"host": "hub", "path": "net/main/weights.safetensors", "target": "vae/diffusion_pytorch_model.safetensors"}]}]}
            """);

    @Override
    Installer installer(FreeDiskSpace disk) {
        return new Installer(folder(), WEIGHTS_CATALOGUE, disk);
    }

    @Test
    void theVariantFp16Will() {
        write(folder().resolve("vae/diffusion_pytorch_model.fp16.safetensors"), WEIGHTS);
        assertEquals(InstallState.PARTIAL, state("vae"));
        assertEquals(WEIGHTS.length, status("vae").bytesOnDisk());
        install("vae");
        assertEquals(InstallState.UNVERIFIED, state("vae"));
        assertEquals(List.of("vae/config.json", "vae/diffusion_pytorch_model.fp16.safetensors"), models());
        assertEquals(InstallState.UNVERIFIED, installer.verify(installer.bundle("vae"), Progress.NONE));
    }

    @Test
    void shardsWillWhenAllOfThemAreThere() {
        byte[] index = "{\"weight_map\": {\"w\": \"one.safetensors\", \"v\": \"two.safetensors\"}}".getBytes();
        write(folder().resolve("vae/config.json"), CONFIG);
        write(folder().resolve("vae/diffusion_pytorch_model.safetensors.index.json"), index);
        write(folder().resolve("vae/one.safetensors"), WEIGHTS);
        assertEquals(InstallState.PARTIAL, state("vae"));
        write(folder().resolve("vae/two.safetensors"), WEIGHTS);
        assertEquals(InstallState.UNVERIFIED, state("vae"));
        assertEquals(
                CONFIG.length + index.length + 2 * WEIGHTS.length, status("vae").bytesOnDisk());
    }

    @Test
    void whatIsNoIndexWillNot() {
        write(folder().resolve("vae/diffusion_pytorch_model.safetensors.index.json"), "<html>".getBytes());
        assertEquals(InstallState.MISSING, state("vae"));
    }
}
