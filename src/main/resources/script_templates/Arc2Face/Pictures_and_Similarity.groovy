// Makes pictures of the largest face on an image, and tells how alike each is to it.
//
// Arc2Face.shared(...) is the model that the menu entries use too: it is loaded once and kept. All that a dialog can
// ask for is in records: Sampling says how, GenerationRequest says who. What goes wrong is an exception with a
// sentence in it. Escape stops the work.

#@ ImagePlus image
#@ Integer (label = "Pictures", value = 4, min = 1, max = 100) count
#@ Integer (label = "Steps", value = 25, min = 1, max = 999) steps
#@ Long (label = "Seed", value = 42) seed
#@output ImagePlus pictures

import ij.measure.ResultsTable
import io.github.arc2faceij.Arc2Face
import io.github.arc2faceij.request.GenerationRequest
import io.github.arc2faceij.Settings
import io.github.arc2faceij.diffusion.Sampling
import io.github.arc2faceij.diffusion.noise.Noise
import io.github.arc2faceij.diffusion.sampler.SamplerType
import io.github.arc2faceij.face.FaceAnalyzer
import io.github.arc2faceij.image.ImageJProgress
import io.github.arc2faceij.image.Photo
import io.github.arc2faceij.image.PictureStack

// Another model or a GPU: new Settings("/folder/of/the/model", Device.CUDA).
arc2face = Arc2Face.shared(Settings.DEFAULT)
progress = ImageJProgress.start { false }

// The identity of the largest face on a picture; null when no face is found.
identify = { picture ->
    def faces = arc2face.detect(picture, FaceAnalyzer.DEFAULT_CONFIDENCE, progress)
    faces ? arc2face.identify(picture, faces.max { it.box().area() }, progress) : null
}

try {
    person = identify(Photo.of(image).picture())
    if (person == null) {
        throw new IllegalArgumentException("There is no face on ${image.title}.")
    }
    size = arc2face.pictureSize(progress)
    sampling = new Sampling(count, steps, 3, SamplerType.DPMPP_2M, seed, Noise.CPU, size, size)
    generation = arc2face.generate(new GenerationRequest(person, image.title, sampling), progress)
    recipe = generation.recipe()
    labels = (0..<count).collect { recipe.label(it) }

    table = new ResultsTable()
    generation.pictures().eachWithIndex { picture, i ->
        seen = identify(picture)
        table.addRow()
        table.addLabel(labels[i])
        table.addValue("Similarity", seen == null ? Double.NaN : person.cosine(seen))
    }
    table.show("Similarity to " + image.title)
    pictures = PictureStack.of("Faces of " + image.title, generation.pictures(), labels, recipe.json())
} finally {
    progress.close()
}
