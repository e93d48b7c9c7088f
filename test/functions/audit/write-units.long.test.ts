import './write-units.test.ts';
