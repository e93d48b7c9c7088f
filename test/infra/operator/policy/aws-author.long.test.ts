import './aws-author.test.ts';
