/**
 * Data sets of many people: a job in one file, cut into shards that any number of processes make, in any order, with the
 * same result. Start with {@link io.github.arc2faceij.job.JobRun}.
 */
package io.github.arc2faceij.job;
