# Compares the largest faces of all images in a folder: a table of similarities (cosines, 1: the same person's).
#
# Identities stay in memory only as long as this script runs; nothing is saved and nothing leaves this computer.

#@ File (label = "Folder of photos", style = "directory") folder
#@output String mostAlike

import os
from itertools import combinations
from ij import IJ
from ij.measure import ResultsTable
from io.github.arc2faceij import Arc2Face, Settings
from io.github.arc2faceij.face import FaceAnalyzer
from io.github.arc2faceij.image import ImageJProgress, Photo

arc2face = Arc2Face.shared(Settings.DEFAULT)
progress = ImageJProgress.start(lambda: False)
people = []
try:
    for name in sorted(os.listdir(folder.getPath())):
        image = IJ.openImage(os.path.join(folder.getPath(), name))
        if image is None:
            continue
        picture = Photo.of(image).picture()
        faces = arc2face.detect(picture, FaceAnalyzer.DEFAULT_CONFIDENCE, progress)
        if faces:
            largest = max(faces, key=lambda face: face.box().area())
            people.append((name, arc2face.identify(picture, largest, progress)))
        else:
            IJ.log("No face on " + name)
finally:
    progress.close()

table = ResultsTable()
for name, person in people:
    table.addRow()
    table.addLabel(name)
    for other, someone in people:
        table.addValue(other, person.cosine(someone))
table.show("Similarity")

pairs = [(one.cosine(two), first, second) for (first, one), (second, two) in combinations(people, 2)]
mostAlike = "%.3f: %s and %s" % max(pairs) if pairs else "Fewer than two faces."
