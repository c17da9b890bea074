/**
 * What models there are to be had, and how they get into a model folder: from the web, or from a folder or a zip that
 * was filled elsewhere. Start with {@link io.github.arc2faceij.models.install.Installer}. What is published where, under
 * which licence, stands in {@code catalogue.json} beside these classes and nowhere in the code. Nothing goes over the
 * network before {@link io.github.arc2faceij.models.install.Installer#install} is called.
 */
package io.github.arc2faceij.models.install;
