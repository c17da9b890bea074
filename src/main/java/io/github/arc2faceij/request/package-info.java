/**
 * What a user asks for, without a network or a file being open: whose face, how many pictures and how, and what they
 * follow. Start with {@link io.github.arc2faceij.request.GenerationRequest}.
 */
package io.github.arc2faceij.request;
