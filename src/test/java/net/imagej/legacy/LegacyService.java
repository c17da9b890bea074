package net.imagej.legacy;

import org.scijava.service.AbstractService;

/** Stands for Fiji's service of this name, by which commands know that they run in Fiji. */
public class LegacyService extends AbstractService {}
