import './innocents.test.ts';
