/** The project's pages are right: begin with {@link io.github.arc2faceij.site.PagesTest}. */
package io.github.arc2faceij.site;
