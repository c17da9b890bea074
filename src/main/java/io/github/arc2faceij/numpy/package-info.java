/**
 * NumPy's files: arrays ({@link io.github.arc2faceij.numpy.Npy}), archives of arrays
 * ({@link io.github.arc2faceij.numpy.Npz}) and pickles with arrays in them
 * ({@link io.github.arc2faceij.numpy.NumpyPickle}), read without running any of their code. Messages of the exceptions
 * are clauses without a full stop; whoever knows the file makes a sentence of them.
 */
package io.github.arc2faceij.numpy;
