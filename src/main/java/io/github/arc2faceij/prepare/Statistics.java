package io.github.arc2faceij.prepare;

/**
 * What is measured of a picture of a set.
 *
 * @param mean of the luma or lightness inside the mask, 0..255
 * @param deviation its standard deviation, over n - 1
 * @param histogram the share of pixels inside the mask that would have to get another level to have the set's mean histogram
 * @param spectrum how far the rotational average of the amplitudes of the whole picture is from the set's mean, as a share of that
 */
public record Statistics(double mean, double deviation, double histogram, double spectrum) {}
