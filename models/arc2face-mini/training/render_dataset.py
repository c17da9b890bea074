"""Renders the training set: people drawn from fixed seeds, so the same set comes out everywhere.

Can be stopped and started again: what is done is marked. Training may begin while it still runs.
"""
import argparse
import multiprocessing

import cv2
import numpy as np

import dataset
import faces
import paths
import people
import renderer

SEED = 20261


def sample(number):
    """Person `number` and the views, with whether each view's normal map shows the mean head."""
    rng = np.random.default_rng([SEED, number])
    person = people.sample_person(rng)
    views = [people.sample_view(rng, 30, .6) if index < dataset.FRONTAL else people.sample_view(rng, 60, .75)
             for index in range(dataset.VIEWS)]
    return person, views, rng.random(len(dataset.NORMAL_VIEWS)) < .5


def draw_normals(person, view, mean):
    """The normal map that belongs to a view: of the person's head, or of the mean head in its pose."""
    return renderer.normal_map(None if mean else person.identity,
                               renderer.head_expression(person, view), view.pose, view.crop, dataset.SIZE)


def render_person(data, number):
    """Draws one person's row of the data set."""
    person, views, mean = sample(number)
    crops = []
    for index, view in enumerate(views):
        drawn = renderer.render(person, view, dataset.SIZE)
        data.pictures[number, index] = drawn.picture
        data.landmarks[number, index] = drawn.landmarks
        data.poses[number, index] = (*view.pose, view.crop[0])
        if index < dataset.FRONTAL:
            crops.append(faces.align(drawn.picture, drawn.landmarks))
    for slot, index in enumerate(dataset.NORMAL_VIEWS):
        data.normals[number, slot] = draw_normals(person, views[index], mean[slot])
    data.mean_head[number] = mean
    data.identities[number] = faces.identities(crops)
    data.traits[number] = person.traits()
    data.done[number] = 1


def _work(arguments):
    rank, workers, persons = arguments
    cv2.setNumThreads(1)
    data = dataset.Dataset("r+")
    for number in range(rank, persons, workers):
        if not data.done[number]:
            render_person(data, number)
            if number % 200 == rank:
                print(number, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--persons", type=int, default=dataset.PERSONS,
                        help="how many in all, of whom the first are held out")
    options = parser.parse_args()
    paths.make_folders()
    dataset.create(options.persons)
    renderer.head.library()                             # compiled once, before the workers start
    jobs = [(rank, options.workers, options.persons) for rank in range(options.workers)]
    with multiprocessing.get_context("spawn").Pool(options.workers) as pool:
        pool.map(_work, jobs, chunksize=1)


if __name__ == "__main__":
    main()
